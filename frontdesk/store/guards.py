"""What the database itself refuses (Laws 2 and 5): kept here whole, reinstalled after every migration, compared by check.

SQLite: triggers. PostgreSQL: an exclusion constraint and triggers. Raw SQL cannot get round them.
"""

from __future__ import annotations

from sqlalchemy import Connection

_CLAIM_CLASH = """EXISTS (
    SELECT 1 FROM claim c WHERE c.resource_id = NEW.resource_id AND c.overlap = 0
      AND c.starts >= NEW.starts - 1440 AND c.starts < NEW.ends AND c.ends > NEW.starts
  ) OR EXISTS (
    SELECT 1 FROM claim c WHERE c.resource_id = NEW.resource_id AND c.overlap = 0
      AND c.ends - c.starts > 1440 AND c.ends > NEW.starts AND c.starts < NEW.ends
  )"""


def _refuse(when: str, word: str, condition: str = "") -> str:
    return f"{when} {condition} BEGIN SELECT RAISE(ABORT, '{word}'); END"


SQLITE: dict[str, str] = {
    "guard_claim_overlap": _refuse(
        "BEFORE INSERT ON claim FOR EACH ROW", "slot_taken", f"WHEN NEW.overlap = 0 AND ({_CLAIM_CLASH})"
    ),
    "guard_claim_moved": _refuse("BEFORE UPDATE OF id, resource_id, starts, ends, overlap ON claim", "claim_moved"),
    "guard_seat_taken": """AFTER INSERT ON seat FOR EACH ROW BEGIN
  UPDATE session SET taken = taken + NEW.party WHERE id = NEW.session_id; END""",
    "guard_seat_freed": """AFTER DELETE ON seat FOR EACH ROW BEGIN
  UPDATE session SET taken = taken - OLD.party WHERE id = OLD.session_id; END""",
    "guard_seat_moved": _refuse("BEFORE UPDATE OF id, session_id, party ON seat", "seat_moved"),
    "guard_session_born": _refuse("BEFORE INSERT ON session FOR EACH ROW", "seats_counted", "WHEN NEW.taken <> 0"),
    "guard_session_counted": _refuse(
        "AFTER UPDATE OF taken ON session FOR EACH ROW",
        "seats_counted",
        "WHEN NEW.taken <> (SELECT coalesce(sum(party), 0) FROM seat WHERE session_id = NEW.id)",
    ),
    "guard_journal_update": _refuse("BEFORE UPDATE ON journal", "journal_closed"),
    "guard_journal_delete": _refuse("BEFORE DELETE ON journal", "journal_closed"),
    "guard_journal_insert": _refuse(
        "BEFORE INSERT ON journal FOR EACH ROW",
        "journal_closed",
        "WHEN EXISTS (SELECT 1 FROM journal j WHERE j.seq >= NEW.seq)",
    ),
    "guard_private_update": _refuse(
        "BEFORE UPDATE ON journal_private FOR EACH ROW",
        "journal_closed",
        "WHEN NEW.body IS NOT NULL OR NEW.seq <> OLD.seq OR NEW.customer_id IS NOT OLD.customer_id",
    ),
    "guard_private_delete": _refuse("BEFORE DELETE ON journal_private", "journal_closed"),
    "search_customer_new": """AFTER INSERT ON customer FOR EACH ROW BEGIN
  INSERT INTO customer_fts(rowid, search) VALUES (NEW.id, NEW.search); END""",
    "search_customer_gone": """AFTER DELETE ON customer FOR EACH ROW BEGIN
  INSERT INTO customer_fts(customer_fts, rowid, search) VALUES ('delete', OLD.id, OLD.search); END""",
    "search_customer_changed": """AFTER UPDATE OF search ON customer FOR EACH ROW BEGIN
  INSERT INTO customer_fts(customer_fts, rowid, search) VALUES ('delete', OLD.id, OLD.search);
  INSERT INTO customer_fts(rowid, search) VALUES (NEW.id, NEW.search); END""",
}

_SEARCH = (
    "CREATE VIRTUAL TABLE customer_fts USING fts5(search, content='customer', content_rowid='id', tokenize='trigram')"
)

_FUNCTIONS: dict[str, str] = {
    "guard_claim_moved": "BEGIN RAISE EXCEPTION 'claim_moved' USING ERRCODE = 'P0001'; END",
    "guard_seat_moved": "BEGIN RAISE EXCEPTION 'seat_moved' USING ERRCODE = 'P0001'; END",
    "guard_journal_closed": "BEGIN RAISE EXCEPTION 'journal_closed' USING ERRCODE = 'P0001'; END",
    "guard_seat_taken": """BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE session SET taken = taken + NEW.party WHERE id = NEW.session_id;
  ELSE
    UPDATE session SET taken = taken - OLD.party WHERE id = OLD.session_id;
  END IF;
  RETURN NULL; END""",
    "guard_session_counted": """BEGIN
  IF NEW.taken <> (SELECT coalesce(sum(party), 0) FROM seat WHERE session_id = NEW.id) THEN
    RAISE EXCEPTION 'seats_counted' USING ERRCODE = 'P0001';
  END IF;
  RETURN NULL; END""",
}

_TRIGGERS: dict[str, tuple[str, str]] = {
    "guard_claim_moved": (
        "BEFORE UPDATE OF id, resource_id, starts, ends, overlap ON claim FOR EACH STATEMENT",
        "guard_claim_moved",
    ),
    "guard_seat_taken": ("AFTER INSERT OR DELETE ON seat FOR EACH ROW", "guard_seat_taken"),
    "guard_seat_moved": ("BEFORE UPDATE OF id, session_id, party ON seat FOR EACH STATEMENT", "guard_seat_moved"),
    "guard_session_counted": (
        "AFTER INSERT OR UPDATE OF taken ON session FOR EACH ROW",
        "guard_session_counted",
    ),
    "guard_journal_update": ("BEFORE UPDATE OR DELETE ON journal FOR EACH STATEMENT", "guard_journal_closed"),
    "guard_journal_truncate": ("BEFORE TRUNCATE ON journal FOR EACH STATEMENT", "guard_journal_closed"),
    "guard_private_delete": ("BEFORE DELETE ON journal_private FOR EACH STATEMENT", "guard_journal_closed"),
    "guard_private_update": (
        "BEFORE UPDATE ON journal_private FOR EACH ROW WHEN (NEW.body IS NOT NULL OR NEW.seq <> OLD.seq"
        " OR NEW.customer_id IS DISTINCT FROM OLD.customer_id)",
        "guard_journal_closed",
    ),
}

_EXCLUSION = """ALTER TABLE claim ADD CONSTRAINT guard_claim_overlap
  EXCLUDE USING gist (resource_id public.gist_int4_ops WITH =, int4range(starts, ends) WITH &&) WHERE (overlap = 0)"""


INDEXES: dict[str, str] = {
    "ix_claim_long": "claim (resource_id, ends) WHERE ends - starts > 1440",
    "ix_reservation_waiting": "reservation (starts) WHERE status = 'pending'",
    "ix_customer_standing": "customer (name_key, id) WHERE merged_into IS NULL AND erased = 0",
}
"""Partial indexes. They stand here because the schema would import a dialect's whole package to describe them."""

SQLITE_INDEXES = INDEXES | {
    "ix_customer_standing": "customer (name_key, id, search, merged_into, erased) WHERE merged_into IS NULL AND erased = 0",
}
"""On SQLite a search walks through this index alone, in the order of names; PostgreSQL refuses so long an entry."""


def install(connection: Connection) -> None:
    """Put every guard and partial index in place, replacing what was there under the same name."""
    indexes = SQLITE_INDEXES if connection.dialect.name == "sqlite" else INDEXES
    for name, what in indexes.items():
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {what}")
    if connection.dialect.name == "sqlite":
        for name, body in SQLITE.items():
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
            connection.exec_driver_sql(f"CREATE TRIGGER {name} {body}")
        found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'customer_fts'").first()
        if not found:
            connection.exec_driver_sql(_SEARCH)
            connection.exec_driver_sql("INSERT INTO customer_fts(customer_fts) VALUES ('rebuild')")
        return
    for name, body in _FUNCTIONS.items():
        connection.exec_driver_sql(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body}$guard$"
        )
    for name, (when, function) in _TRIGGERS.items():
        table = when.split(" ON ")[1].split()[0]
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {function}()")
    connection.exec_driver_sql("ALTER TABLE claim DROP CONSTRAINT IF EXISTS guard_claim_overlap")
    connection.exec_driver_sql(_EXCLUSION)


def missing(connection: Connection) -> list[str]:
    """The names of guards that the database's catalogue lacks, or holds with another text."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found: dict[str, str] = {row[0]: row[1] for row in rows}
        return [name for name, body in SQLITE.items() if found.get(name) != f"CREATE TRIGGER {name} {body}"]
    triggers = {
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled <> 'D'"
        )
    }
    functions = connection.exec_driver_sql(
        "SELECT p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname = current_schema()"
    )
    bodies: dict[str, str] = {row[0]: row[1] for row in functions}
    exclusion = connection.exec_driver_sql(
        "SELECT 1 FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace"
        " WHERE k.conname = 'guard_claim_overlap' AND k.contype = 'x' AND n.nspname = current_schema()"
    ).first()
    wrong = [name for name in _TRIGGERS if name not in triggers]
    wrong += [f"{name}()" for name, body in _FUNCTIONS.items() if bodies.get(name) != body]
    return wrong + ([] if exclusion else ["guard_claim_overlap"])
