"""Small servers of the test's own, on real sockets: plain ones, a canary that must never be reached, hostile ones.

Not here: what is asked of them.
"""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Talk = Callable[["Server", socket.socket, bytes], None]


class Server:
    """Listens on one address; ``talk`` gets every connection with the request's head. Counts who came."""

    def __init__(self, talk: Talk, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None):
        self.talk, self.tls = talk, tls
        self.requests: list[bytes] = []
        self.visits = 0
        self.sent = 0
        self.gone = threading.Event()
        self.greets = False
        """Answers before it is asked."""
        if host == "":
            self.listener = socket.create_server(("", port), family=socket.AF_INET6, dualstack_ipv6=True, backlog=64)
        else:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self.listener = socket.create_server((host, port), family=family, backlog=64)
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._accept, daemon=True)

    def _accept(self) -> None:
        while not self.gone.is_set():
            try:
                sock, _ = self.listener.accept()
            except OSError:
                return
            if self.gone.is_set():
                sock.close()
                return
            self.visits += 1
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.closing(sock):
            sock.settimeout(5)
            if self.tls:
                sock = self.tls.wrap_socket(sock, server_side=True)
            head = b""
            while not self.greets and b"\r\n\r\n" not in head and (piece := sock.recv(4096)):
                head += piece
            self.requests.append(head)
            self.talk(self, sock, head)
            sock.shutdown(socket.SHUT_RDWR)

    def send(self, sock: socket.socket, data: bytes) -> None:
        sock.sendall(data)
        self.sent += len(data)


@contextlib.contextmanager
def serving(talk: Talk, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that runs while the block does."""
    server = Server(talk, host, port, tls)
    server.thread.start()
    try:
        yield server
    finally:
        server.gone.set()
        # Closing a listener does not wake who waits on it; a visit does.
        with contextlib.suppress(OSError):
            socket.create_connection(server.listener.getsockname()[:2], timeout=1).close()
        server.thread.join()
        server.listener.close()


def page(body: bytes = b"<p>ok</p>", status: str = "200 OK", head: bytes = b"Content-Type: text/html\r\n") -> Talk:
    """Answers everything with the same page."""

    def talk(server: Server, sock: socket.socket, request: bytes) -> None:
        length = b"Content-Length: %d\r\n\r\n" % len(body)
        server.send(sock, b"HTTP/1.1 " + status.encode() + b"\r\n" + head + length + body)

    return talk


def path_of(request: bytes) -> str:
    """What the request line asks for."""
    return request.split(b" ", 2)[1].decode()


def redirects(where: dict[str, tuple[int, str]]) -> Talk:
    """``{path: (status, location)}``; every other path is a page."""

    def talk(server: Server, sock: socket.socket, request: bytes) -> None:
        if (found := where.get(path_of(request))) is None:
            page()(server, sock, request)
            return
        status, location = found
        head = b"HTTP/1.1 %d Elsewhere\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n" % (status, location.encode())
        server.send(sock, head)

    return talk


class Authority:
    """Makes certificates for names, in the test's own folder."""

    def __init__(self, folder):
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tests")])
        self.certificate = self._sign(self.name, self.key.public_key(), days=(-1, 30), authority=True)

    def _sign(self, subject, public_key, *, days, authority=False, host=""):
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + datetime.timedelta(days=days[0]))
            .not_valid_after(now + datetime.timedelta(days=days[1]))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if host:
            builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def trusting(self) -> ssl.SSLContext:
        """What a client uses that knows this authority and no other."""
        pem = self.certificate.public_bytes(serialization.Encoding.PEM).decode()
        return ssl.create_default_context(cadata=pem)

    def server_for(self, host: str, days: tuple[int, int] = (-1, 30)) -> ssl.SSLContext:
        """A server's side with a certificate for this name."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        certificate = self._sign(subject, key.public_key(), days=days, host=host)
        path = self.folder / f"{host}{days[1]}.pem"
        path.write_bytes(
            certificate.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context
