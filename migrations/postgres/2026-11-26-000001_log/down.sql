DROP INDEX history_actor_kind;
