"""A private dovecot on a free port, for as long as the tests run; and what a test puts into its mailbox."""

from __future__ import annotations

import getpass
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

DOVECOT = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
PASSWORD = "norte-1"

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 0
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}/mail/%u
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secured}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Dovecot:
    """``port``: plain IMAP (STARTTLS offered where there is a certificate); ``secured``: IMAPS, or 0."""

    def __init__(self, folder: Path, certificate: tuple[Path, Path] | None) -> None:
        self.folder = folder
        self.port = free_port()
        self.secured = free_port() if certificate else 0
        me = getpass.getuser()
        root = os.getuid() == 0
        owner = pwd.getpwnam("nobody" if root else me)
        for name in ("run", "state", "mail"):
            (folder / name).mkdir()
        folder.chmod(0o755)
        if root:  # a mailbox is never read as root
            os.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
        group = subprocess.run(["id", "-gn", me], capture_output=True, text=True, check=True).stdout.strip()
        config = folder / "dovecot.conf"
        config.write_text(
            CONFIG.format(
                folder=folder,
                ssl="yes" if certificate else "no",
                certificate=f"ssl_cert = <{certificate[0]}\nssl_key = <{certificate[1]}" if certificate else "",
                internal="dovecot" if root else me,
                internal_group="dovecot" if root else group,
                login="dovenull" if root else me,
                password=PASSWORD,
                owner=owner.pw_uid,
                group=owner.pw_gid,
                port=self.port,
                secured=self.secured,
            )
        )
        self._process = subprocess.Popen(
            [str(DOVECOT), "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError((folder / "log").read_text() if (folder / "log").exists() else "dovecot does not start")

    def put(self, user: str, *mails: bytes, at: float) -> None:
        """Mails into the user's INBOX, as if they had come then (epoch seconds)."""
        box = imaplib.IMAP4("127.0.0.1", self.port)
        box.login(user, PASSWORD)
        for mail in mails:
            assert box.append("INBOX", "", imaplib.Time2Internaldate(at), mail)[0] == "OK"  # type: ignore[arg-type]
        box.logout()

    def remove(self, user: str, uid: int) -> None:
        box = imaplib.IMAP4("127.0.0.1", self.port)
        box.login(user, PASSWORD)
        box.select("INBOX")
        box.uid("STORE", str(uid), "+FLAGS", "(\\Deleted)")
        box.expunge()
        box.logout()

    def anew(self, user: str) -> None:
        """The mailbox is made anew: the uids mean nothing any more."""
        box = imaplib.IMAP4("127.0.0.1", self.port)
        box.login(user, PASSWORD)
        box.logout()
        listing = self.folder / "mail" / user / "dovecot-uidlist"
        first, rest = listing.read_bytes().split(b"\n", 1)
        words = first.split()
        words[1] = b"V" + str(int(words[1][1:]) + 7).encode()
        listing.write_bytes(b" ".join(words) + b"\n" + rest)
        for kept in (self.folder / "mail" / user).glob("dovecot.index*"):
            kept.unlink()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


def missing() -> str:
    """Why there can be no dovecot here; empty: there can."""
    if DOVECOT is None:
        return "dovecot is not installed"
    version = subprocess.run([DOVECOT, "--version"], capture_output=True, text=True, check=True).stdout.split()[0]
    return "" if version.startswith("2.3.") else f"dovecot {version} is configured in another way"


def running(certificate: tuple[Path, Path] | None) -> Iterator[Dovecot]:
    # not in pytest's folder, which others may not enter
    with tempfile.TemporaryDirectory(prefix="frontdesk-dovecot-") as folder:
        dovecot = Dovecot(Path(folder), certificate)
        try:
            yield dovecot
        finally:
            dovecot.stop()
