"""Sponsorship owns who pays: funds and their ledger, nominations, offers, travel."""
