#include "native_server/sql/schema.hpp"

#include <algorithm>
#include <map>

#include "native_server/sql/migration_files.hpp"

namespace financescr::sql {
namespace {

constexpr std::string_view kSqlite = "sqlite";

constexpr const char* kOfSqlite =
    "SELECT type || ' ' || name || CASE WHEN tbl_name = name THEN '' ELSE ' of ' || tbl_name END, "
    "COALESCE(sql, '') FROM sqlite_master WHERE NOT (type = 'table' AND tbl_name = name AND name "
    "IN ('sqlite_stat1', 'sqlite_stat2', 'sqlite_stat3', 'sqlite_stat4'))";

// Of the schema in which the tables are found. Catalogues are named in full: whoever sets the
// search path could put others before them.
constexpr const char* kOfPostgres = R"sql(
WITH place AS (
  SELECT n.oid, pg_catalog.quote_ident(n.nspname) || '.' AS prefix
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = pg_catalog.to_regclass('schema_migrations')
), foreign_objects AS (
  SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
), relations AS (
  SELECT c.*, place.prefix FROM pg_catalog.pg_class c JOIN place ON place.oid = c.relnamespace
  WHERE NOT EXISTS (SELECT FROM foreign_objects f WHERE f.objid = c.oid
                    AND f.classid = 'pg_catalog.pg_class'::pg_catalog.regclass)
)
SELECT CASE relkind WHEN 'r' THEN 'table ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
       WHEN 'f' THEN 'foreign table ' WHEN 'p' THEN 'partitioned table ' ELSE 'sequence ' END
       || relname,
       relpersistence::text
       || CASE WHEN relrowsecurity OR relforcerowsecurity THEN ' row security' ELSE '' END
       || CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_inherits i
                            WHERE i.inhparent = r.oid OR i.inhrelid = r.oid)
          THEN ' inherits' ELSE '' END
       || CASE WHEN pg_catalog.pg_table_is_visible(r.oid) THEN '' ELSE ' hidden' END
FROM relations r WHERE relkind IN ('r', 'v', 'm', 'f', 'p', 'S')
UNION ALL
SELECT 'column ' || a.attname || ' of ' || r.relname,
       pg_catalog.format_type(a.atttypid, a.atttypmod)
       || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END || a.attgenerated::text
       || a.attidentity::text
       || COALESCE(' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
       || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE' ELSE '' END
FROM relations r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
WHERE r.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'index ' || c.relname || ' of ' || r.relname,
       pg_catalog.replace(pg_catalog.pg_get_indexdef(i.indexrelid), r.prefix, '')
       || CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN '' ELSE ' INVALID' END
FROM relations r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE r.relkind <> 't'
UNION ALL
SELECT 'constraint ' || o.conname || ' of ' || r.relname,
       pg_catalog.replace(pg_catalog.replace(pg_catalog.pg_get_constraintdef(o.oid), r.prefix, ''),
                          ' NOT VALID', '')
FROM relations r JOIN pg_catalog.pg_constraint o ON o.conrelid = r.oid WHERE o.contype <> 'n'
UNION ALL
SELECT 'trigger ' || g.tgname || ' of ' || r.relname,
       pg_catalog.replace(pg_catalog.pg_get_triggerdef(g.oid), r.prefix, '')
       || CASE g.tgenabled WHEN 'O' THEN '' ELSE ' DISABLED' END
FROM relations r JOIN pg_catalog.pg_trigger g ON g.tgrelid = r.oid
WHERE NOT g.tgisinternal OR g.tgenabled <> 'O'
UNION ALL
SELECT 'rule ' || w.rulename || ' of ' || r.relname, ''
FROM relations r JOIN pg_catalog.pg_rewrite w ON w.ev_class = r.oid WHERE r.relkind IN ('r', 'p')
UNION ALL
SELECT 'policy ' || p.polname || ' of ' || r.relname, ''
FROM relations r JOIN pg_catalog.pg_policy p ON p.polrelid = r.oid
UNION ALL
SELECT 'function ' || p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid)
       || ')', p.prosrc
FROM pg_catalog.pg_proc p JOIN place ON place.oid = p.pronamespace
WHERE NOT EXISTS (SELECT FROM foreign_objects f WHERE f.objid = p.oid
                  AND f.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass)
UNION ALL
SELECT 'operator ' || o.oprname, o.oid::text
FROM pg_catalog.pg_operator o JOIN place ON place.oid = o.oprnamespace
WHERE NOT EXISTS (SELECT FROM foreign_objects f WHERE f.objid = o.oid
                  AND f.classid = 'pg_catalog.pg_operator'::pg_catalog.regclass)
UNION ALL
SELECT 'setting session_replication_role',
       pg_catalog.current_setting('session_replication_role')
UNION ALL
SELECT 'setting search_path', 'begins with ' || (
  SELECT s FROM pg_catalog.unnest(pg_catalog.current_schemas(true)) WITH ORDINALITY u (s, n)
  WHERE s NOT LIKE 'pg\_temp%' ORDER BY n LIMIT 1)
)sql";

// One space for each run of spaces and line ends.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space) out += c;
    if (is_space && !out.empty() && out.back() != ' ') out += ' ';
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string text_in(const Row& row, std::size_t place) {
  const auto* text = std::get_if<std::string>(&row[place]);
  return text == nullptr ? "" : plain(*text);
}

std::vector<std::string> lines_of(const std::vector<Row>& rows) {
  std::vector<std::string> lines;
  lines.reserve(rows.size());
  for (const Row& row : rows) lines.push_back(text_in(row, 0) + "\t" + text_in(row, 1));
  std::sort(lines.begin(), lines.end());  // total order
  return lines;
}

std::vector<std::string> read_expected(std::string_view dialect) {
  std::vector<std::string> lines;
  for (const MigrationFile& file : migration_files()) {
    if (file.name != "schema." + std::string(dialect) + ".txt") continue;
    std::string_view text = file.text;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (end > 0) lines.emplace_back(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  std::sort(lines.begin(), lines.end());  // total order
  return lines;
}

// What each object is, under its name; several where lines share one.
using Objects = std::map<std::string, std::vector<std::string>>;

Objects objects_of(const std::vector<std::string>& lines) {
  Objects objects;
  for (const std::string& line : lines) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    objects[line.substr(0, tab)].push_back(line.substr(tab));
  }
  return objects;
}

const Objects& expected_objects(std::string_view dialect) {
  static const Objects kOfSqliteObjects = objects_of(expected_schema(kSqlite));
  static const Objects kOfPostgresObjects = objects_of(expected_schema("postgres"));
  return dialect == kSqlite ? kOfSqliteObjects : kOfPostgresObjects;
}

// One object, in one of its forms. Two under one name differ by spaces, and one of them is not the
// store's.
bool is_one_of(const std::vector<std::string>& found, const std::vector<std::string>& forms) {
  return found.size() == 1 && std::find(forms.begin(), forms.end(), found.front()) != forms.end();
}

}  // namespace

const Statement& schema_statement(std::string_view dialect) {
  static const Statement kSqliteStatement{kOfSqlite};
  static const Statement kPostgresStatement{kOfPostgres};
  return dialect == kSqlite ? kSqliteStatement : kPostgresStatement;
}

Answer<std::vector<std::string>> describe_schema(Connection& connection, std::string_view dialect) {
  const auto rows = connection.query({&schema_statement(dialect), {}});
  if (!rows) return tl::unexpected(rows.error());
  return lines_of(*rows);
}

const std::vector<std::string>& expected_schema(std::string_view dialect) {
  static const std::vector<std::string> kOfSqliteLines = read_expected(kSqlite);
  static const std::vector<std::string> kOfPostgresLines = read_expected("postgres");
  return dialect == kSqlite ? kOfSqliteLines : kOfPostgresLines;
}

std::vector<std::string> compare_schema(const std::vector<Row>& rows, std::string_view dialect) {
  const Objects found = objects_of(lines_of(rows));
  const Objects& expected = expected_objects(dialect);
  std::map<std::string, std::string_view> faults;  // in the order of the objects
  for (const auto& [object, forms] : expected) {
    const auto there = found.find(object);
    if (there == found.end()) {
      faults[object] = " is missing";
    } else if (!is_one_of(there->second, forms)) {
      faults[object] = " is not what the migrations make";
    }
  }
  for (const auto& [object, definitions] : found) {
    if (!expected.contains(object)) faults[object] = " is none of the store's";
  }
  std::vector<std::string> changes;
  changes.reserve(faults.size());
  for (const auto& [object, fault] : faults) {
    changes.push_back("The " + object + std::string(fault));
  }
  return changes;
}

Answer<std::vector<std::string>> schema_changes(Connection& connection, std::string_view dialect) {
  const auto rows = connection.query({&schema_statement(dialect), {}});
  if (!rows) return tl::unexpected(rows.error());
  return compare_schema(*rows, dialect);
}

}  // namespace financescr::sql
