"""Mail sheets: how the scorecard is sent, and whom it goes to."""

from __future__ import annotations

from xl_scorecard.definitions.sheets import YES_NO, Heading, Sheet, words
from xl_scorecard.model.mail import SignIn, TransportKind

MAIL = Sheet(
    field="mail",
    name="Mail",
    about="how the scorecard is sent",
    more="Write in the Value column. Passwords are never written here: see the page on setting up mail.",
    form=True,
    optional=True,
    headings=(
        Heading("sender", "Sender", help="The address it comes from, for example performance@haringey.example."),
        Heading("reply_to", "Reply to", help="The address that answers go to; the sender's if empty."),
        Heading(
            "own_domains",
            "Own domains",
            help="What stands behind the @ in your organisation's addresses, for example haringey.example.",
        ),
        Heading(
            "outside_domains",
            "Outside domains",
            help="Others that it may go to; small numbers must then be suppressed. Nothing else is ever sent to.",
        ),
        Heading(
            "transport",
            "Sent by",
            help="eml: drafts in a folder; outlook: drafts in Outlook; smtp: a mail server; graph: Microsoft 365. "
            "eml if empty.",
            choices=words(TransportKind),
        ),
        Heading("server", "Server", help="For smtp: the mail server, for example smtp.haringey.example:587."),
        Heading(
            "sign_in",
            "Sign in",
            help="For smtp: none for a relay that knows this computer, password, or oauth2. None if empty.",
            choices=words(SignIn),
        ),
        Heading(
            "encrypt",
            "Encrypt",
            help="Yes protects the workbook with a password, told to the recipients some other way; No if empty.",
            choices=YES_NO,
        ),
        Heading(
            "keep_days",
            "Keep days",
            help="How many days sent messages are kept before they are erased; their record stays. 90 if empty.",
            number=True,
        ),
        Heading("subject", "Subject", help="The subject, for example {{ scorecard.title }}: {{ scorecard.period }}."),
        Heading("greeting", "Greeting", help="The first line, for example Dear colleague,"),
        Heading("text", "Text", help="What comes next. Fields of the template may stand in it."),
        Heading("reply", "Questions", help="The last line: whom to ask, and how to answer."),
    ),
)

RECIPIENTS = Sheet(
    field="recipients",
    name="Recipients",
    about="whom the scorecard goes to",
    more="One address a row; nobody else is ever sent to. What is empty is as on the sheet Mail.",
    optional=True,
    headings=(
        Heading("address", "Address", help="One address, for example dcs@haringey.example.", width=36, needed=True),
        Heading(
            "section",
            "Section",
            help="A section, where the message should speak of that one only; the workbook is always whole.",
            width=28,
        ),
        Heading(
            "part",
            "Part",
            help="For scorecards made part by part: the part they get, for example North; empty for the whole.",
            width=20,
        ),
        Heading("subject", "Subject", help="A subject of their own.", width=30),
        Heading("greeting", "Greeting", help="A greeting of their own, for example Dear Ann,", width=24),
        Heading("text", "Text", help="A text of their own.", width=44),
    ),
)
