/* build_gazetteer.c - adds the places of further files to those of data/world.
 *
 * Files of alternate names are read first, whatever their order. A row that data/world
 * has too (the same GeoNames id, or the same name near by in the same country) is left
 * to data/world, but teaches which unit its code of a first-level unit stands for. Rows
 * that may be of tier A wait until everything is read: whether a name is surely this
 * place depends on its namesakes.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/gazetteer.h"

enum {
  LINE_BYTES = 1 << 16,   /* the longest row of GeoNames has some 15,000 */
  TOWN_OF_TIER_A = 50000, /* people; as tools/derive_places.py */
  KNOWN_ABROAD = 500000,
  KNOWN_BY_A_WORD = 15000,    /* below, a town called like an ordinary word is left out */
  NAMESAKES_UNPEOPLED = 1000, /* places of one name; beyond, those without people */
  NAMESAKES = 60000           /* a node of the model holds few more */
};
#define PROGRESS_ROWS ((1u << 16) - 1)

/* A first-level unit by the code or name that a gazetteer has for it. */
typedef struct unit_entry {
  uint32_t named; /* string: by the row of the unit itself */
  uint32_t voted; /* string: by places that data/world has too; the majority holds */
  uint32_t votes;
  bool is_known; /* `named` is the name that data/world has */
} unit_entry;

/* A row that waits; its texts are offsets into `gazetteers.held_text`. */
typedef struct held_row {
  gazetteer_row row;
  uint32_t unit, names, english;
} held_row;

typedef struct gazetteers {
  builder *b;
  const rasid_model_build_options *options;
  alternates names;
  unsigned char *seen; /* a bit for each GeoNames id taken */
  pair_map unit_map;   /* country, hash of code → unit */
  ARRAY(unit_entry) units;
  ARRAY(held_row) held;
  ARRAY(char) held_text;
  rasid_gazetteer_summary *summary; /* of the file being read */
  rasid_gazetteer_summary *summaries;
  uint32_t file; /* its index, for rows held back */
  ARRAY(uint32_t) held_file;
  tsv_line line;
} gazetteers;

const char *rasid_skip_name(rasid_skip skip) {
  static const char *const NAMES[RASID_N_SKIPS] = {
      "malformed",
      "not Arabic, or of the past",
      "without an Arabic name",
      "of a kind that is not taken",
      "in countries that countries.tsv does not have",
      "in data/world already",
      "read already",
      "called like a country",
      "called like an ordinary word, and small",
      "with too many namesakes"};
  return (unsigned)skip < RASID_N_SKIPS ? NAMES[skip] : "";
}

static void skip_row(gazetteers *g, rasid_skip skip) {
  g->summary->n_skipped[skip]++;
}

static void malformed(gazetteers *g, const char *what) {
  char message[600];
  skip_row(g, RASID_SKIP_MALFORMED);
  if (!g->options->notice) return;
  snprintf(message, sizeof message, "%s:%llu: %s: the row is skipped", g->summary->path,
           (unsigned long long)g->summary->n_rows, what);
  g->options->notice(g->options->context, message);
}

/* ---- what data/world has ---- */

static bool is_unit(unsigned place_class) {
  return place_class == PLACE_ADMIN1 || place_class == PLACE_REGION;
}

static uint64_t near_key(uint32_t country, unsigned place_class) {
  return (uint64_t)country << 1 | is_unit(place_class);
}

void build_known_name(builder *b, uint32_t place, rasid_text text) {
  clean_name name;
  const place_record *p = &b->places.items[place];
  if (!name_clean(text, &name)) return;
  uint64_t key = near_key(p->country, p->place_class);
  uint32_t last = pair_map_get(&b->known_names, name.hash, key),
           most = pair_map_get(&b->largest, name.hash, 0);
  known_name *known = BUILD_PUSH(b, &b->known);
  if (!known) return;
  known->place = place;
  known->next = last == MODEL_NONE ? 0 : last + 1;
  pair_map_set(b, &b->known_names, name.hash, key, b->known.n - 1);
  if (p->population && (most == MODEL_NONE || most < p->population))
    pair_map_set(b, &b->largest, name.hash, 0, p->population);
}

/* The place of data/world that bears the name in this country, near by; or MODEL_NONE. */
static uint32_t known_place(const builder *b, const gazetteer_row *row,
                            const clean_name *name) {
  double limit = is_unit(row->place_class) ? 250 : 30;
  uint32_t i =
      pair_map_get(&b->known_names, name->hash, near_key(row->country, row->place_class));
  for (i = i == MODEL_NONE ? 0 : i + 1; i; i = b->known.items[i - 1].next) {
    const place_record *p = &b->places.items[b->known.items[i - 1].place];
    if (distance_km(row->lat, row->lon, p->lat, p->lon) <= limit)
      return b->known.items[i - 1].place;
  }
  return MODEL_NONE;
}

/* ---- units ---- */

static uint32_t unit_of(gazetteers *g, const gazetteer_row *row) {
  builder *b = g->b;
  if (!row->unit.size || text_is(row->unit, "00")) return MODEL_NONE;
  uint64_t hash = hash_bytes(row->unit.data, row->unit.size, 3);
  uint32_t unit = pair_map_get(&g->unit_map, row->country, hash);
  if (unit != MODEL_NONE) return unit;
  unit_entry *entry = BUILD_PUSH(b, &g->units);
  if (!entry) return MODEL_NONE;
  *entry = (unit_entry){0};
  pair_map_set(b, &g->unit_map, row->country, hash, g->units.n - 1);
  return g->units.n - 1;
}

/* A place that data/world has says which unit it lies in. */
static void vote_unit(gazetteers *g, uint32_t unit, uint32_t place, bool itself) {
  const place_record *p = &g->b->places.items[place];
  if (unit == MODEL_NONE) return;
  unit_entry *u = &g->units.items[unit];
  if (itself && p->place_class == PLACE_ADMIN1) {
    u->named = p->admin1 ? p->admin1 : p->name;
    u->is_known = true;
  }
  if (!p->admin1) return;
  if (!u->votes) u->voted = p->admin1;
  if (u->voted == p->admin1)
    u->votes++;
  else
    u->votes--;
}

static uint32_t unit_name(const gazetteers *g, uint32_t unit) {
  const unit_entry *u = &g->units.items[unit];
  return u->is_known || !u->voted ? u->named : u->voted;
}

/* ---- tiers ---- */

/* Is the word one of data/ar, with or without its article? */
static bool ordinary(const builder *b, word key) {
  uint8_t letters[WORD_MAX_LETTERS];
  uint32_t form = pair_map_get(&b->form_map, key.lo, key.hi);
  if (form < b->n_word_forms) return true;
  unsigned n = word_unpack(key, letters);
  if (n < 5 || letters[0] != LETTER_ALEF || letters[1] != LETTER_LAM) return false;
  key = word_fold(word_pack(letters + 2, n - 2));
  return pair_map_get(&b->form_map, key.lo, key.hi) < b->n_word_forms;
}

/* Countries whose short names readers of Arabic news know. */
static bool is_near(uint32_t country) {
  static const char *const NEAR =
      "SYR IRQ YEM LBY SDN PSE LBN EGY SAU TUN DZA JOR KWT BHR ARE OMN QAT MAR MRT SOM "
      "DJI "
      "ISR TUR IRN AFG PAK UKR MLI NGA TCD NER SSD";
  char code[4];
  return country && strstr(NEAR, code_text(country, code)) != NULL;
}

static bool may_be_sure(const gazetteer_row *row) {
  return row->place_class == PLACE_ADMIN1 ||
         (row->place_class == PLACE_TOWN &&
          (row->seat || row->population >= TOWN_OF_TIER_A));
}

/* Is the name surely this place, wherever it stands? */
static bool is_sure(const builder *b, const gazetteer_row *row, const clean_name *names,
                    unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    uint32_t most = pair_map_get(&b->largest, names[i].hash, 0);
    if (most != MODEL_NONE && most / 4 > row->population) return false;
    if (names[i].n_words > 1) continue;
    if (ordinary(b, names[i].first) || names[i].n_letters < 3) return false;
    if (names[i].n_letters < 5 && !is_near(row->country) &&
        row->population < KNOWN_ABROAD)
      return false;
  }
  return true;
}

/* ---- rows ---- */

/* Adds a unit's name without its type word where that leaves a name («the province of
 * X»). */
static unsigned add_bare_name(const builder *b, clean_name *names, unsigned n) {
  const clean_name *typed = &names[n - 1];
  rasid_text head = {typed->text, typed->n_words > 1 ? typed->rest - 1 : 0};
  uint32_t lemma = head.size ? build_find_lemma(b, SPACE_NOUN, head) : MODEL_NONE;
  if (lemma == MODEL_NONE || n == GAZETTEER_MAX_NAMES ||
      !(b->lemmas.items[lemma].classes & CLASS_MASK(PLACE_HEAD)))
    return n;
  rasid_text rest = {typed->text + typed->rest, typed->size - typed->rest};
  if (!name_clean(rest, &names[n])) return n;
  return names[n].n_words == 1 && ordinary(b, names[n].first) ? n : n + 1;
}

/* Would the name be read into reports that use the word? */
static bool is_mere_word(const builder *b, const gazetteer_row *row,
                         const clean_name *name) {
  return name->n_words == 1 && row->population < KNOWN_BY_A_WORD && !row->seat &&
         row->place_class != PLACE_ADMIN1 &&
         (name->n_letters < 3 || ordinary(b, name->first));
}

static bool has_name(const clean_name *names, unsigned n, uint64_t hash) {
  for (unsigned i = 0; i < n; i++)
    if (names[i].hash == hash) return true;
  return false;
}

/* What the names of a row say beside themselves. */
typedef struct name_findings {
  uint32_t known; /* place of data/world that bears one near by, or MODEL_NONE */
  bool words;     /* one was left out as an ordinary word */
} name_findings;

/* The names of a row, without those that folding makes equal and ordinary words. */
static unsigned clean_names(const gazetteers *g, const gazetteer_row *row,
                            clean_name names[GAZETTEER_MAX_NAMES + 1],
                            name_findings *found) {
  *found = (name_findings){MODEL_NONE, false};
  unsigned n = 0;
  rasid_text list = row->names, piece;
  bool units = row->place_class == PLACE_ADMIN1 || row->place_class == PLACE_ADMIN2;
  uint32_t next =
      !list.data && row->id < g->names.heads.n ? g->names.heads.items[row->id] : 0;
  while (n < GAZETTEER_MAX_NAMES) {
    if (next) {
      const alternate *a = &g->names.entries.items[next - 1];
      piece = (rasid_text){g->names.text.items + a->text,
                           strlen(g->names.text.items + a->text)};
      next = a->next;
    } else if (!text_split(&list, '|', &piece)) {
      break;
    }
    if (!name_clean(piece, &names[n]) || has_name(names, n, names[n].hash)) continue;
    if (found->known == MODEL_NONE) found->known = known_place(g->b, row, &names[n]);
    if (is_mere_word(g->b, row, &names[n])) {
      found->words = true;
      continue;
    }
    n++;
    if (units) n = add_bare_name(g->b, names, n);
  }
  return n;
}

/* Nodes of the names that may still get a place; sets `*skip` where none may. */
static unsigned place_nodes(gazetteers *g, const gazetteer_row *row,
                            const clean_name *names, unsigned n, bool sure,
                            uint32_t nodes[GAZETTEER_MAX_NAMES], rasid_skip *skip) {
  builder *b = g->b;
  unsigned kept = 0, most = row->population ? NAMESAKES : NAMESAKES_UNPEOPLED;
  *skip = RASID_SKIP_NAMESAKES;
  for (unsigned i = 0; i < n; i++) {
    rasid_text text = {names[i].text, names[i].size};
    uint32_t node = build_name_node(&g->line, text, sure ? PRIOR_PLACE : PRIOR_NAME);
    if (node == MODEL_NONE || node >= b->nodes.n) continue;
    if (b->nodes.items[node].types & 1u << TARGET_COUNTRY) {
      *skip = RASID_SKIP_COUNTRY_NAME;
      return 0;
    }
    if (b->nodes.items[node].n_targets < most) nodes[kept++] = node;
  }
  return kept;
}

/* English names in plain letters are found in reports too. */
static bool is_plain(rasid_text name) {
  for (size_t i = 0; i < name.size; i++) {
    unsigned char c = (unsigned char)name.data[i];
    if (!(c == ' ' || c == '-' || c == '\'' || c == '.' ||
          ((c | 32) >= 'a' && (c | 32) <= 'z')))
      return false;
  }
  return name.size && (unsigned char)(name.data[0] | 32) >= 'a';
}

static void add_place(gazetteers *g, const gazetteer_row *row, uint32_t unit,
                      const clean_name *names, unsigned n, bool sure) {
  builder *b = g->b;
  uint32_t nodes[GAZETTEER_MAX_NAMES];
  rasid_skip skip;
  unsigned n_nodes = place_nodes(g, row, names, n, sure, nodes, &skip);
  if (!n_nodes) {
    skip_row(g, skip);
    return;
  }
  place_record *p = BUILD_PUSH(b, &b->places);
  if (!p) return;
  *p = (place_record){.geonames = row->id,
                      .lat = row->lat,
                      .lon = row->lon,
                      .name = build_string(b, row->english.data, row->english.size),
                      .country = row->country,
                      .admin1 = unit == MODEL_NONE ? 0 : unit + 1,
                      .population = row->population,
                      .place_class = row->place_class,
                      .tier = sure ? 'A' : 'B'};
  target_record target = {TARGET_PLACE, b->places.n - 1};
  for (unsigned i = 0; i < n_nodes; i++) build_target(b, nodes[i], target);
  if (sure && is_plain(row->english)) build_name(&g->line, row->english, target);
  g->summary->n_taken++;
}

static uint32_t hold_text(gazetteers *g, const char *text, size_t size) {
  uint32_t at = g->held_text.n;
  char *room = BUILD_ROOM(g->b, &g->held_text, size + 1);
  if (!room) return 0;
  memcpy(room, text, size);
  room[size] = '\0';
  g->held_text.n += (uint32_t)size + 1;
  return at;
}

static void hold(gazetteers *g, const gazetteer_row *row, uint32_t unit,
                 const clean_name *names, unsigned n) {
  held_row held = {*row, unit, g->held_text.n, 0};
  for (unsigned i = 0; i < n; i++) {
    hold_text(g, names[i].text, names[i].size);
    if (i + 1 < n && g->held_text.n) g->held_text.items[g->held_text.n - 1] = '|';
  }
  held.english = hold_text(g, row->english.data, row->english.size);
  held_row *at = BUILD_PUSH(g->b, &g->held);
  uint32_t *file = BUILD_PUSH(g->b, &g->held_file);
  if (at) *at = held;
  if (file) *file = g->file;
}

static rasid_text held_string(const gazetteers *g, uint32_t at) {
  const char *s = g->held_text.items + at;
  return (rasid_text){s, strlen(s)};
}

static void add_held(gazetteers *g) {
  clean_name names[GAZETTEER_MAX_NAMES + 1];
  for (uint32_t i = 0; i < g->held.n && !g->b->memory.failed; i++) {
    held_row *held = &g->held.items[i];
    held->row.names = held_string(g, held->names);
    held->row.english = held_string(g, held->english);
    g->summary = &g->summaries[g->held_file.items[i]];
    unsigned n = 0;
    rasid_text list = held->row.names, piece;
    while (n < GAZETTEER_MAX_NAMES && text_split(&list, '|', &piece))
      n += name_clean(piece, &names[n]);
    add_place(g, &held->row, held->unit, names, n, is_sure(g->b, &held->row, names, n));
  }
}

static void count_people(builder *b, const gazetteer_row *row, const clean_name *names,
                         unsigned n) {
  for (unsigned i = 0; row->population && i < n; i++) {
    uint32_t most = pair_map_get(&b->largest, names[i].hash, 0);
    if (most == MODEL_NONE || most < row->population)
      pair_map_set(b, &b->largest, names[i].hash, 0, row->population);
  }
}

/* Has a row of this id been taken? Marks it. */
static bool was_seen(gazetteers *g, uint32_t id) {
  unsigned char bit = (unsigned char)(1u << (id & 7u)), *byte = &g->seen[id >> 3];
  bool seen = *byte & bit;
  *byte |= bit;
  return id && seen;
}

static void take_row(gazetteers *g, gazetteer_row *row) {
  builder *b = g->b;
  clean_name names[GAZETTEER_MAX_NAMES + 1];
  uint32_t unit = unit_of(g, row),
           known = row->id ? pair_map_get(&b->known_ids, row->id, 0) : MODEL_NONE;
  if (row->place_class == PLACE_ADMIN1) {
    row->english = unit_name_short(row->english);
    if (unit != MODEL_NONE && !g->units.items[unit].named)
      g->units.items[unit].named = build_string(b, row->english.data, row->english.size);
  }
  name_findings found = {known, false};
  unsigned n = known == MODEL_NONE ? clean_names(g, row, names, &found) : 0;
  if (found.known != MODEL_NONE) {
    vote_unit(g, unit, found.known, row->place_class == PLACE_ADMIN1);
    skip_row(g, RASID_SKIP_KNOWN);
  } else if (!n) {
    skip_row(g, found.words ? RASID_SKIP_WORD : RASID_SKIP_NO_NAME);
  } else if (was_seen(g, row->id)) {
    skip_row(g, RASID_SKIP_TWICE);
  } else {
    count_people(b, row, names, n);
    if (may_be_sure(row))
      hold(g, row, unit, names, n);
    else
      add_place(g, row, unit, names, n, false);
  }
}

static void read_line(gazetteers *g, enum gazetteer_format format, rasid_text line) {
  gazetteer_row row;
  rasid_skip skip = RASID_SKIP_MALFORMED;
  rasid_text name;
  uint32_t id;
  bool preferred;
  const char *wrong = format == GAZETTEER_ALTERNATES
                          ? gazetteer_alternate_read(line, &id, &name, &preferred, &skip)
                          : gazetteer_row_read(g->b, format, line, &row, &skip);
  if (wrong && *wrong)
    malformed(g, wrong);
  else if (wrong)
    skip_row(g, skip);
  else if (format != GAZETTEER_ALTERNATES)
    take_row(g, &row);
  else if (alternates_add(g->b, &g->names, id, name, preferred))
    g->summary->n_taken++;
  else
    skip_row(g, RASID_SKIP_NAMESAKES);
}

/* ---- files ---- */

/* The next line without its end; false at the end of the file. `*cut`: it is longer than
 * the room, and its rest is passed over. */
static bool next_line(FILE *f, char *line_room, rasid_text *line, uint64_t *bytes,
                      bool *cut) {
  *cut = false;
  if (!fgets(line_room, LINE_BYTES, f)) return false;
  size_t size = strlen(line_room);
  *bytes += size;
  if (size == LINE_BYTES - 1 && line_room[size - 1] != '\n') {
    *cut = true;
    for (int c; (c = getc(f)) != EOF && c != '\n';) ++*bytes;
  }
  while (size && (line_room[size - 1] == '\n' || line_room[size - 1] == '\r')) size--;
  *line = (rasid_text){line_room, size};
  return true;
}

static rasid_status detect(const char *path, char *line_room,
                           enum gazetteer_format *format, rasid_error *error) {
  FILE *f = fopen(path, "rb");
  if (!f) return error_io(error, "open", path);
  rasid_text line = {NULL, 0};
  uint64_t bytes = 0;
  bool cut = false, any;
  do {
    any = next_line(f, line_room, &line, &bytes, &cut);
  } while (any && line.size && line.data[0] == '#');
  rasid_status status = ferror(f) ? error_io(error, "read", path) : RASID_OK;
  fclose(f);
  *format = any && !cut ? gazetteer_format_of(line) : GAZETTEER_UNKNOWN;
  if (!status && *format == GAZETTEER_UNKNOWN)
    return error_set(
        error, RASID_ERROR_FORMAT, 0,
        "%s is no gazetteer: give GeoNames' allCountries.txt, cities500.txt or a "
        "country's file, its alternateNamesV2.txt, or a table with the columns of "
        "data/README.md",
        path);
  return status;
}

static void tell_progress(const gazetteers *g, uint64_t done, uint64_t size) {
  const rasid_model_build_options *o = g->options;
  if (o->progress) o->progress(o->context, g->summary->path, done, size);
}

static rasid_status read_gazetteer(gazetteers *g, enum gazetteer_format format,
                                   char *line_room, rasid_error *error) {
  const char *path = g->summary->path;
  FILE *f = fopen(path, "rb");
  if (!f) return error_io(error, "open", path);
  uint64_t done = 0, size = 0;
  if (fseek(f, 0, SEEK_END) == 0) {
    long end = ftell(f);
    size = end > 0 ? (uint64_t)end : 0;
    rewind(f);
  }
  bool header = format == GAZETTEER_TABLE, cut;
  rasid_text line;
  while (!g->b->memory.failed && next_line(f, line_room, &line, &done, &cut)) {
    uint64_t number = ++g->summary->n_rows;
    if (!(number & PROGRESS_ROWS)) tell_progress(g, done, size);
    if (cut)
      malformed(g, "the line is longer than 65,535 bytes");
    else if (line.size && line.data[0] != '#' && !header)
      read_line(g, format, line);
    else
      g->summary->n_comments++;
    if (line.size && line.data[0] != '#') header = false;
  }
  rasid_status status = ferror(f) ? error_io(error, "read", path) : RASID_OK;
  fclose(f);
  tell_progress(g, done, done);
  return status;
}

static rasid_status read_all(gazetteers *g, enum gazetteer_format *formats,
                             char *line_room, rasid_error *error) {
  size_t n = g->options->n_gazetteers;
  rasid_status status = RASID_OK;
  bool has_dump = false, has_names = false, has_table = false;
  for (size_t i = 0; i < n && !status; i++) {
    g->summaries[i] = (rasid_gazetteer_summary){.path = g->options->gazetteers[i]};
    status = detect(g->options->gazetteers[i], line_room, &formats[i], error);
    g->summaries[i].format = gazetteer_format_name(formats[i]);
    has_dump |= formats[i] == GAZETTEER_GEONAMES;
    has_names |= formats[i] == GAZETTEER_ALTERNATES;
    has_table |= formats[i] == GAZETTEER_TABLE;
  }
  if (!status && has_dump != has_names && (has_dump || !has_table))
    status = error_set(
        error, RASID_ERROR_ARGUMENT, 0,
        has_dump ? "the places of GeoNames have no names marked as Arabic: give "
                   "its alternateNamesV2.txt as a further gazetteer"
                 : "alternate names alone are no places: give GeoNames' "
                   "allCountries.txt, cities500.txt or a country's file too");
  for (unsigned pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < n && !status; i++) {
      if ((formats[i] == GAZETTEER_ALTERNATES) != (pass == 0)) continue;
      g->summary = &g->summaries[i];
      g->file = (uint32_t)i;
      status = read_gazetteer(g, formats[i], line_room, error);
    }
  return status;
}

/* The units of places are known when all is read. */
static void settle_units(gazetteers *g, uint32_t first) {
  for (uint32_t i = first; i < g->b->places.n; i++) {
    place_record *p = &g->b->places.items[i];
    if (p->admin1) p->admin1 = unit_name(g, p->admin1 - 1);
  }
}

rasid_status build_gazetteers(builder *b, const rasid_model_build_options *options,
                              rasid_error *error) {
  size_t n = options->n_gazetteers;
  uint32_t first = b->places.n;
  gazetteers g = {.b = b, .options = options, .line = {.b = b, .file = "gazetteer"}};
  char *line_room = build_zero(b, LINE_BYTES, 1);
  enum gazetteer_format *formats = build_zero(b, n, sizeof *formats);
  g.summaries = build_zero(b, n, sizeof *g.summaries);
  g.seen = build_zero(b, GAZETTEER_MAX_ID / 8, 1);
  if (b->memory.failed) return RASID_OK; /* told with the rest */
  rasid_status status = read_all(&g, formats, line_room, error);
  if (!status) {
    alternates_free(b, &g.names);
    add_held(&g);
    settle_units(&g, first);
    for (size_t i = 0; i < n && options->summary; i++)
      options->summary(options->context, &g.summaries[i]);
  }
  build_resize(b, g.seen, 0);
  build_resize(b, g.held.items, 0);
  build_resize(b, g.held_text.items, 0);
  pair_map_free(b, &b->known_names);
  pair_map_free(b, &b->largest);
  return status;
}
