"""A mail server that says what a test wants to hear (SMTP, RFC 5321), on a port of its own."""

import socketserver
import threading
from collections.abc import Iterator

import pytest


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server; ``answers`` maps a command to the reply that is given instead of consent.

    The reply ``None`` cuts the line; ``DOT`` is the reply to a whole message. While ``may_go_on`` is not set, whoever
    sent a whole message waits for the reply; ``reached`` says that somebody did.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.answers: dict[str, str | None] = {}
        self.taken: list[bytes] = []
        self.connections = 0
        self.reached, self.may_go_on = threading.Event(), threading.Event()
        self.may_go_on.set()


class Conversation(socketserver.StreamRequestHandler):
    """One connection to the server."""

    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        if not self._say("CONNECT", "220 mail.example ESMTP"):
            return
        while line := self.rfile.readline():
            command = line.split(b":")[0].split()[0].decode().upper()
            consent = {"DATA": "354 Go on", "QUIT": "221 Bye", "EHLO": "250 mail.example"}.get(command, "250 OK")
            if not self._say(command, consent) or command == "QUIT":
                return
            if command == "DATA" and "DATA" not in self.server.answers:
                message = b"".join(iter(self.rfile.readline, b".\r\n"))
                if self.server.answers.get("DOT", "250") == "250":
                    self.server.taken.append(message)
                self.server.reached.set()
                self.server.may_go_on.wait(60)
                if not self._say("DOT", "250 OK"):
                    return

    def _say(self, command: str, consent: str) -> bool:
        reply = self.server.answers.get(command, consent)
        if reply is None:
            return False
        self.wfile.write(f"{reply}\r\n".encode())
        return not reply.startswith("421")


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """Start the server, and send all mail through it."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02], daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 5
        yield server
        server.shutdown()
        thread.join()
