-- What `stream-index.sqlite` holds: the table of stream records as the embedded engine makes it (dynoxide 1.2.1, its
-- schema 9), with the indexes that it lacks. Without them each write reads all stream records of all tables to number
-- its own, so that a storm of n notifications takes time by the square of n. A new database starts as a copy of it.
-- python3 -c "import sqlite3; sqlite3.connect('local/dynamodb/stream-index.sqlite').executescript(open('local/dynamodb/stream-index.sql').read())"
CREATE TABLE _stream_records (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  table_name TEXT NOT NULL,
  event_name TEXT NOT NULL,
  keys_json TEXT NOT NULL,
  new_image TEXT,
  old_image TEXT,
  sequence_number TEXT NOT NULL,
  shard_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  user_identity TEXT
);
CREATE INDEX _stream_number ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
CREATE INDEX _stream_position ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));
