"""Registration owns who comes: meetings, delegations, participants, credentials and the list of participants."""
