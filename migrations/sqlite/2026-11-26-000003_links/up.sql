-- A link tells for which audience it was made. Those to internal results from before do not, open nothing any more, and are not shown as open.
UPDATE deliverable_shares SET revoked_at = CAST(strftime('%s', 'now') AS BIGINT) * 1000000
WHERE revoked_at IS NULL AND deliverable_id IN (SELECT id FROM deliverables WHERE audience = 'internal');
