/* build_formats.c - compiles the tables of data/formats/ into a C file.
 *
 *     rasid-build-formats DATA OUTPUT.c
 *
 * Each table is checked against src/output/format_columns.inc: header, number of cells,
 * what a cell must be, order of the keys, references from one table to another. A mistake
 * is told as file:line, and nothing is written. The names of countries come from
 * data/world/countries.tsv, which must know the same countries.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COLUMNS = 16, MAX_LINE = 8192 };

#define FORMAT_TABLE(table, file) T_##table,
#define FORMAT_COLUMN(table, column, header, check)
#define FORMAT_END(table)
enum {
#include "format_columns.inc"
  N_TABLES
};
#undef FORMAT_TABLE
#undef FORMAT_COLUMN
#undef FORMAT_END

typedef struct column_spec {
  int table;
  const char *table_name, *header, *check;
} column_spec;

#define FORMAT_TABLE(table, file)
#define FORMAT_COLUMN(table, column, header, check) {T_##table, #table, header, check},
#define FORMAT_END(table)
static const column_spec columns[] = {
#include "format_columns.inc"
};
#undef FORMAT_TABLE
#undef FORMAT_COLUMN
#undef FORMAT_END

#define FORMAT_TABLE(table, file) file,
#define FORMAT_COLUMN(table, column, header, check)
#define FORMAT_END(table)
static const char *const files[] = {
#include "format_columns.inc"
};
#undef FORMAT_TABLE
#undef FORMAT_COLUMN
#undef FORMAT_END

static const char world_file[] = "world/countries.tsv";

typedef struct row {
  char *cells[MAX_COLUMNS];
  size_t n, line;
} row;

typedef struct table {
  const char *file;
  row *rows; /* the header first */
  size_t n;
} table;

static const char *data;
static size_t n_mistakes;

__attribute__((format(printf, 3, 4))) static void mistake(const char *file, size_t line,
                                                          const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "%s/%s:%zu: ", data, file, line);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  n_mistakes++;
}

static void *need(void *memory) {
  if (memory == NULL) {
    fputs("rasid-build-formats: out of memory\n", stderr);
    exit(1);
  }
  return memory;
}

/* ---- reading ---- */

static void add_row(table *t, char *line, size_t number) {
  t->rows = need(realloc(t->rows, (t->n + 1) * sizeof *t->rows));
  row *r = &t->rows[t->n++];
  *r = (row){.line = number};
  char *copy = need(malloc(strlen(line) + 1));
  memcpy(copy, line, strlen(line) + 1);
  for (char *cell = copy; cell != NULL;) {
    char *tab = strchr(cell, '\t');
    if (tab != NULL) *tab = '\0';
    if (r->n == MAX_COLUMNS) {
      mistake(t->file, number, "more than %d cells", MAX_COLUMNS);
      return;
    }
    r->cells[r->n++] = cell;
    cell = tab ? tab + 1 : NULL;
  }
}

static bool read_table(table *t, const char *file) {
  char path[4096], line[MAX_LINE];
  *t = (table){.file = file};
  snprintf(path, sizeof path, "%s/%s", data, file);
  FILE *f = fopen(path, "r");
  if (f == NULL) {
    fprintf(stderr, "%s: cannot read\n", path);
    n_mistakes++;
    return false;
  }
  for (size_t number = 1; fgets(line, sizeof line, f) != NULL; number++) {
    size_t size = strlen(line);
    if (size > 0 && line[size - 1] == '\n') line[--size] = '\0';
    if (size + 1 == sizeof line) mistake(file, number, "the line is too long");
    if (size > 0 && line[0] != '#') add_row(t, line, number);
  }
  fclose(f);
  if (t->n == 0) mistake(file, 1, "no header");
  return t->n > 0;
}

/* ---- checks ---- */

static bool all(const char *cell, int (*test)(int)) {
  if (*cell == '\0') return false;
  for (; *cell; cell++)
    if (!test((unsigned char)*cell)) return false;
  return true;
}

static bool is_decimal(const char *cell) {
  if (*cell == '-') cell++;
  const char *point = strchr(cell, '.');
  if (point == NULL || point == cell || !isdigit((unsigned char)*cell)) return false;
  for (const char *p = cell; p < point; p++)
    if (!isdigit((unsigned char)*p)) return false;
  return all(point + 1, isdigit);
}

static int is_event_letter(int c) {
  return isalnum(c) || c == '/' || c == '-';
}

static bool is_form(const char *cell) {
  const char *percent = strchr(cell, '%');
  return *cell != '\0' &&
         (percent == NULL || (percent[1] == 's' && strchr(percent + 1, '%') == NULL));
}

static row *find_key(const table *t, const char *key) {
  for (size_t i = 1; i < t->n; i++)
    if (strcmp(t->rows[i].cells[0], key) == 0) return &t->rows[i];
  return NULL;
}

static const table *table_called(const table *tables, const char *name) {
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    if (strcmp(columns[i].table_name, name) == 0) return &tables[columns[i].table];
  return NULL;
}

static bool cell_fits(const table *tables, const char *check, const char *cell) {
  if (*check == '?') {
    if (strcmp(cell, "-") == 0) return true;
    check++;
  }
  if (strcmp(cell, "-") == 0) return false;
  if (strcmp(check, "word") == 0) return *cell != '\0';
  if (strcmp(check, "upper") == 0) return all(cell, isupper);
  if (strcmp(check, "digits") == 0) return all(cell, isdigit);
  if (strcmp(check, "decimal") == 0) return is_decimal(cell);
  if (strcmp(check, "event") == 0) return all(cell, is_event_letter);
  if (strcmp(check, "form") == 0) return is_form(cell);
  const table *other = table_called(tables, check + 1);
  return *check == '@' && other != NULL && find_key(other, cell) != NULL;
}

static void check_row(const table *tables, int index, const row *r, size_t n_columns,
                      const column_spec *spec) {
  const table *t = &tables[index];
  if (r->n != n_columns) {
    mistake(t->file, r->line, "%zu cells where the header has %zu", r->n, n_columns);
    return;
  }
  for (size_t i = 0; i < n_columns; i++)
    if (!cell_fits(tables, spec[i].check, r->cells[i]))
      mistake(t->file, r->line, "\"%s\" does not fit column %s, which needs %s%s",
              r->cells[i], spec[i].header, spec[i].check + (*spec[i].check == '?'),
              *spec[i].check == '?' ? ", or -" : "");
  if (r > &t->rows[1] && r[-1].n > 0 && strcmp(r[-1].cells[0], r->cells[0]) >= 0)
    mistake(t->file, r->line,
            "\"%s\" must not stand behind \"%s\": sort the keys, each "
            "once",
            r->cells[0], r[-1].cells[0]);
}

/* The columns of a table that come from its own file. */
static size_t own_columns(int index, const column_spec **spec) {
  size_t n = 0;
  *spec = NULL;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    if (columns[i].table != index || columns[i].header[0] == '+') continue;
    if (*spec == NULL) *spec = &columns[i];
    n++;
  }
  return n;
}

static void check_table(const table *tables, int index) {
  const table *t = &tables[index];
  const column_spec *spec;
  size_t n = own_columns(index, &spec);
  for (size_t i = 0; i < n; i++)
    if (i >= t->rows[0].n || strcmp(t->rows[0].cells[i], spec[i].header) != 0) {
      mistake(t->file, t->rows[0].line, "column %zu must be called %s", i + 1,
              spec[i].header);
      return;
    }
  for (size_t i = 1; i < t->n; i++) check_row(tables, index, &t->rows[i], n, spec);
}

/* Every country of one table stands in the other. */
static void check_countries(const table *countries, const table *world) {
  for (size_t i = 1; i < world->n; i++)
    if (find_key(countries, world->rows[i].cells[0]) == NULL)
      mistake(world->file, world->rows[i].line,
              "%s has no line in %s/%s: add its codes there", world->rows[i].cells[0],
              data, countries->file);
  for (size_t i = 1; i < countries->n; i++)
    if (find_key(world, countries->rows[i].cells[0]) == NULL)
      mistake(countries->file, countries->rows[i].line, "no such country in %s/%s", data,
              world->file);
}

/* ---- writing ---- */

static void write_string(FILE *out, const char *text, const char *end) {
  fputc('"', out);
  for (; text < end; text++) {
    if (*text == '"' || *text == '\\') fputc('\\', out);
    fputc(*text, out);
  }
  fputs("\",", out);
}

/* A cell; of one with alternatives (names of a country) the first. */
static void write_cell(FILE *out, const char *cell, bool first_of_many) {
  const char *bar = first_of_many ? strchr(cell, '|') : NULL;
  const char *end = bar ? bar : cell + strlen(cell);
  if (strcmp(cell, "-") == 0) end = cell;
  write_string(out, cell, end);
}

static void write_row(FILE *out, const row *r, int index, const table *world) {
  size_t own = 0;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
    if (columns[i].table != index) continue;
    if (columns[i].header[0] != '+') {
      write_cell(out, r->cells[own++], false);
      continue;
    }
    const row *country = find_key(world, r->cells[0]);
    for (size_t k = 0; k < world->rows[0].n; k++)
      if (strcmp(world->rows[0].cells[k], columns[i].header + 1) == 0)
        write_cell(out, country->cells[k], true);
  }
  fputc('\n', out);
}

static size_t count_columns(int index) {
  size_t n = 0;
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    n += columns[i].table == index;
  return n;
}

static bool write_tables(const char *path, const table *tables, const table *world) {
  FILE *out = fopen(path, "w");
  if (out == NULL) {
    fprintf(stderr, "%s: cannot write\n", path);
    return false;
  }
  fputs(
      "/* Made from data/formats/ by rasid-build-formats. */\n#include "
      "\"format_tables.h\"\n\n",
      out);
  for (int t = 0; t < N_TABLES; t++) {
    fprintf(out, "static const char *const cells_%d[] = {\n", t);
    for (size_t i = 1; i < tables[t].n; i++) write_row(out, &tables[t].rows[i], t, world);
    fputs("};\n\n", out);
  }
  fputs("const format_table format_tables[N_TABLES] = {\n", out);
  for (int t = 0; t < N_TABLES; t++)
    fprintf(out, "  {cells_%d, %zu, %zu},\n", t, tables[t].n - 1, count_columns(t));
  fputs("};\n", out);
  bool bad = ferror(out) != 0;
  bad |= fclose(out) != 0;
  return !bad;
}

static void free_table(table *t) {
  for (size_t i = 0; i < t->n; i++) free(t->rows[i].cells[0]);
  free(t->rows);
}

int main(int argc, char **argv) {
  table tables[N_TABLES], world;
  if (argc != 3) {
    fputs("usage: rasid-build-formats DATA OUTPUT.c\n", stderr);
    return 2;
  }
  data = argv[1];
  bool all_read = read_table(&world, world_file);
  for (int t = 0; t < N_TABLES; t++) all_read &= read_table(&tables[t], files[t]);
  for (int t = 0; all_read && t < N_TABLES; t++) check_table(tables, t);
  if (all_read) check_countries(&tables[T_COUNTRY], &world);
  bool good = n_mistakes == 0 && write_tables(argv[2], tables, &world);
  for (int t = 0; t < N_TABLES; t++) free_table(&tables[t]);
  free_table(&world);
  return good ? 0 : 1;
}
