-- What guests did, or members, page by page: history_actor wants one of them.
CREATE INDEX history_actor_kind ON history (actor_kind, at, id);
