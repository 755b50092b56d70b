"""One file per revision; ``frontdesk.store.connection.REVISION`` names the newest."""
