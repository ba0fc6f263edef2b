"""An organisation's sign-in as a small server of our own: what OpenID Connect asks of one, and lies on request."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "the-portal", "a secret between the two of them"
KEY, ANOTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


class Organisation:
    """Who signs in there, and in which way its answers are wrong."""

    def __init__(self, url: str):
        self.url = url
        self.person = {"sub": "u-1", "email": "ailsa@example.org", "email_verified": True, "name": "Ailsa Craig"}
        self.claims: dict = {}
        self.userinfo: dict = {}
        self.signed_with, self.algorithm = KEY, "RS256"
        self.is_down = False
        self.issuer = url
        self.asked: dict[str, dict] = {}
        self.exchanged: list[dict] = []

    def authorise(self, address: str) -> dict[str, str]:
        """What a browser that was sent to this address brings back, once the person has signed in there."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return {"code": code, "state": asked["state"]}

    def id_token(self, asked: dict) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "sub": self.person["sub"],
            "nonce": asked.get("nonce"),
            **self.claims,
        }
        key = {"none": None, "HS256": SECRET * 2}.get(self.algorithm, self.signed_with)
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "one"})

    def answer(self, method: str, path: str, body: dict) -> dict | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.url}/authorise",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/userinfo":
            return {**self.person, **self.userinfo}
        if path == "/token" and method == "POST":
            asked = self.asked.pop(body.get("code", ""), None)
            self.exchanged.append(body)
            if not asked or body.get("client_secret") != SECRET or not self._proves(asked, body):
                return None
            return {"access_token": "for-userinfo", "token_type": "Bearer", "id_token": self.id_token(asked)}
        return None

    @staticmethod
    def _proves(asked: dict, body: dict) -> bool:
        digest = hashlib.sha256(body.get("code_verifier", "").encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=") == asked.get("code_challenge")


@contextmanager
def running():
    """Serve on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def _serve(self, method):
            length = int(self.headers.get("Content-Length") or 0)
            body = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
            answer = None if organisation.is_down else organisation.answer(method, urlsplit(self.path).path, body)
            text = json.dumps(answer if answer is not None else {"error": "invalid_request"}).encode()
            self.send_response(503 if organisation.is_down else 200 if answer is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self):
            self._serve("GET")

        def do_POST(self):
            self._serve("POST")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    organisation = Organisation(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield organisation
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
