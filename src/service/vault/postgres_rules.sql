-- Everything by which the tables of the schema in use refuse, in one text: triggers and whether they are on, constraints,
-- columns, indexes and what the functions do.
WITH here AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = current_schema()),
tables AS (SELECT c.oid, c.relname FROM pg_class AS c JOIN here ON c.relnamespace = here.oid WHERE c.relkind = 'r'),
lines AS (
    SELECT concat_ws(' ', 'trigger', t.relname, g.tgname, g.tgenabled, pg_get_triggerdef(g.oid)) AS line
    FROM pg_trigger AS g JOIN tables AS t ON g.tgrelid = t.oid WHERE NOT g.tgisinternal
    UNION ALL
    SELECT concat_ws(' ', 'of a key', t.relname, g.tgenabled, count(*))
    FROM pg_trigger AS g JOIN tables AS t ON g.tgrelid = t.oid WHERE g.tgisinternal GROUP BY t.relname, g.tgenabled
    UNION ALL
    SELECT concat_ws(' ', 'constraint', t.relname, k.conname, k.convalidated, pg_get_constraintdef(k.oid))
    FROM pg_constraint AS k JOIN tables AS t ON k.conrelid = t.oid
    UNION ALL
    SELECT concat_ws(' ', 'column', t.relname, a.attnum, a.attname, a.atttypid, a.attnotnull, a.attgenerated,
                     pg_get_expr(d.adbin, d.adrelid))
    FROM pg_attribute AS a JOIN tables AS t ON a.attrelid = t.oid
    LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attnum > 0
    UNION ALL
    SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid)) FROM pg_index AS i JOIN tables AS t ON i.indrelid = t.oid
    UNION ALL
    SELECT concat_ws(' ', 'function', p.proname, p.prosrc) FROM pg_proc AS p JOIN here ON p.pronamespace = here.oid
)
SELECT string_agg(replace(replace(line, quote_ident(here.nspname) || '.', ''), here.nspname, ''), E'\n' ORDER BY line COLLATE "C")
FROM lines, here
