"""Mails to many: a text in six languages, an audience, one row a recipient, reminders before deadlines."""
