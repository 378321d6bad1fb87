/* build_english.c - data/en: the English that Arabic news carries, as words,
 * nationalities, roles and triggers. */
#include "model/build.h"
#include "text/text.h"

/* English words win over the names that are written like them. */
#define PRIOR_ENGLISH 20
/* «killing», «fighting» are nouns where there is such a noun. */
#define PRIOR_ING 15

/* ---- words ---- */

/* Gives the form written `text` a reading as the lemma. */
static void add_form(builder *b, rasid_text text, uint32_t lemma, uint32_t features,
                     int prior) {
  word w = word_of_text(text.data, text.size);
  if (!w.lo && !w.hi) return;
  uint32_t form = build_form(b, w);
  /* «attacks» is a verb and a noun: one reading tells both */
  for (uint32_t i = b->readings.n; i-- > 0;) {
    reading_entry *known = &b->readings.items[i];
    if (FEATURE_POS(known->record.features) != POS_FOREIGN) break;
    if (known->form != form || known->record.lemma != lemma) continue;
    known->record.features |= features;
    return;
  }
  reading_entry *r = BUILD_PUSH(b, &b->readings);
  if (r) *r = (reading_entry){form, {lemma, POS_FOREIGN | features, 0, (int16_t)prior}};
}

static uint32_t english_lemma(builder *b, rasid_text text) {
  uint32_t lemma = build_find_lemma(b, SPACE_ENGLISH, text);
  return lemma != MODEL_NONE ? lemma : build_lemma(b, SPACE_ENGLISH, text, POS_FOREIGN);
}

/* The word with an ending, by the rules of spelling: strike-s, carry/carri-ed, stop-p-ed.
 */
static rasid_text with_ending(rasid_text base, const char *ending, char out[64]) {
  size_t n = base.size < 48 ? base.size : 48;
  memcpy(out, base.data, n);
  char last = n ? out[n - 1] : ' ', before = n > 1 ? out[n - 2] : ' ';
  bool vowel_before = memchr("aeiou", before, 5) != NULL;
  bool hisses = last == 's' || last == 'x' || last == 'z' ||
                (last == 'h' && (before == 's' || before == 'c'));
  if (*ending == 's') {
    if (last == 'y' && !vowel_before) memcpy(out + n - 1, "ie", 2), n++;
    if (hisses) out[n++] = 'e';
  } else if (last == 'e' && !(*ending == 'i' && before == 'e')) {
    n--;
  } else if (last == 'y' && !vowel_before && *ending == 'e') {
    out[n - 1] = 'i';
  }
  size_t more = strlen(ending);
  memcpy(out + n, ending, more);
  return (rasid_text){out, n + more};
}

/* `forms`: past and participle as written, "+" a doubled last letter, "-" the regular
 * ones. */
static void add_verb(builder *b, rasid_text base, rasid_text forms, uint32_t lemma) {
  char text[64], stem[64];
  rasid_text doubled = base, form;
  add_form(b, base, lemma, FEATURE_IMPERFECT, PRIOR_ENGLISH);
  add_form(b, with_ending(base, "s", text), lemma, FEATURE_IMPERFECT, PRIOR_ENGLISH);
  if (text_is(forms, "+") && base.size && base.size < sizeof stem) {
    memcpy(stem, base.data, base.size);
    stem[base.size] = base.data[base.size - 1];
    doubled = (rasid_text){stem, base.size + 1};
  }
  add_form(b, with_ending(doubled, "ing", text), lemma, 0, PRIOR_ING);
  if (text_none(forms) || text_is(forms, "+"))
    add_form(b, with_ending(doubled, "ed", text), lemma, FEATURE_PERFECT, PRIOR_ENGLISH);
  else
    while (text_split(&forms, '|', &form))
      add_form(b, form, lemma, FEATURE_PERFECT, PRIOR_ENGLISH);
}

static void add_noun(builder *b, rasid_text base, rasid_text plural, uint32_t lemma) {
  char text[64];
  add_form(b, base, lemma, 0, PRIOR_ENGLISH);
  if (text_is(plural, "-")) return;
  bool regular = text_none(plural) || text_is(plural, "=");
  add_form(b, regular ? with_ending(base, "s", text) : plural, lemma, FEATURE_PL,
           PRIOR_ENGLISH);
}

static void read_word(tsv_line *line) {
  builder *b = line->b;
  rasid_text forms = line->fields[0], form;
  int tag = tag_of_name(line->fields[1].data, line->fields[1].size);
  if (tag <= 0) {
    tsv_mistake(line, "tag '%.*s' is not in src/model/tags.inc",
                (int)line->fields[1].size, line->fields[1].data);
    return;
  }
  uint32_t lemma = MODEL_NONE;
  while (text_split(&forms, '|', &form)) {
    /* a word that English dates have keeps its reading there */
    uint32_t date = build_find_lemma(b, SPACE_CALENDAR, form);
    if (date != MODEL_NONE) {
      b->lemmas.items[date].tag = (uint8_t)tag;
      continue;
    }
    if (lemma == MODEL_NONE) lemma = english_lemma(b, form);
    if (lemma >= b->lemmas.n) return;
    b->lemmas.items[lemma].tag = (uint8_t)tag;
    add_form(b, form, lemma, 0, PRIOR_ENGLISH);
  }
}

/* ---- nationalities and roles ---- */

/* A name of one word belongs to its lemma, one of several is a phrase. */
static bool single(rasid_text name) {
  return !memchr(name.data, ' ', name.size) && !memchr(name.data, '.', name.size);
}

static void read_nationality(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields, names = f[1], name;
  uint32_t code = f[0].size == 3 ? code_pack(f[0].data, 3) : 0, country = 0;
  while (country < b->countries.n && b->countries.items[country].code != code) country++;
  if (country == b->countries.n) {
    tsv_mistake(line, "country '%.*s' is not in data/world/countries.tsv", (int)f[0].size,
                f[0].data);
    return;
  }
  while (text_split(&names, '|', &name)) {
    if (!single(name)) {
      build_name(line, name, (target_record){TARGET_NISBA, country});
      continue;
    }
    uint32_t lemma = english_lemma(b, name);
    if (lemma >= b->lemmas.n) return;
    b->lemmas.items[lemma].country = (uint16_t)(country + 1);
    add_noun(b, name, f[2], lemma);
  }
}

static void read_english_role(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields, names = f[0], name;
  int kind = kind_of_name(f[2].data, f[2].size);
  if (kind != KIND_PERSON && kind != KIND_GROUP && kind != KIND_ORG) {
    tsv_mistake(line, "kind '%.*s': write person, group or org", (int)f[2].size,
                f[2].data);
    return;
  }
  role_record *r = BUILD_PUSH(b, &b->roles);
  if (!r) return;
  *r = (role_record){build_string(b, f[4].data, f[4].size),
                     (uint32_t)kind,
                     build_string(b, f[0].data, f[0].size),
                     {text_none(f[3]) ? 0 : build_sector(line, f[3]), 0},
                     build_role_marks(f[4])};
  uint32_t index = b->roles.n - 1;
  while (text_split(&names, '|', &name)) {
    if (!single(name)) {
      build_name(line, name, (target_record){TARGET_ROLE, index});
      continue;
    }
    uint32_t lemma = english_lemma(b, name);
    if (lemma >= b->lemmas.n) return;
    b->lemmas.items[lemma].role = (uint16_t)(index + 1);
    b->lemmas.items[lemma].kind = (uint8_t)kind;
    add_noun(b, name, f[1], lemma);
  }
}

/* ---- words of harm ---- */

static void read_english_toll(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  int kind = build_harm(f[1]);
  uint32_t lemma = build_find_lemma(b, SPACE_ENGLISH, f[0]);
  if (kind < 0 || lemma == MODEL_NONE) {
    tsv_mistake(line, "a trigger of en/frames.tsv and a kind (killed, wounded, …)");
    return;
  }
  toll_record *t = BUILD_PUSH(b, &b->tolls);
  if (t)
    *t = (toll_record){.lemma = lemma,
                       .pos = 'E',
                       .kind = (uint8_t)kind,
                       .slot = TOLL_SLOT_OBJECT,
                       .file = line->file_index,
                       .line = line->number};
}

/* ---- triggers ---- */

static void read_english_frame(tsv_line *line) {
  builder *b = line->b;
  rasid_text *f = line->fields;
  int category = category_of_name(f[2].data, f[2].size);
  if (category < 0 || f[1].size != 1 || !memchr("vn", f[1].data[0], 2) || f[4].size < 2 ||
      f[4].size > 4) {
    tsv_mistake(line,
                "pos v or n, a category, a CAMEO code of two to four digits: see "
                "data/README.md");
    return;
  }
  frame_record frame = {.category = (uint8_t)category,
                        .file = line->file_index,
                        .line = line->number,
                        /* in capitals, as no Arabic word's */
                        .pos = (uint8_t)(f[1].data[0] == 'v' ? 'V' : 'N'),
                        .status = STATUS_ACTUAL};
  memcpy(frame.cameo, f[4].data, f[4].size);
  build_frame_modes(line, f[3], &frame);
  build_frame_roles(line, f[5], &frame);
  frame.lemma = english_lemma(b, f[0]);
  frame.first_condition = b->conditions.n;
  frame.first_tail = b->lists.n;
  frame_record *at = BUILD_PUSH(b, &b->frames);
  if (at) *at = frame;
  if (frame.pos == 'V')
    add_verb(b, f[0], f[6], frame.lemma);
  else
    add_noun(b, f[0], f[6], frame.lemma);
}

void build_english_frames(builder *b) {
  tsv_read(b, "en/words.tsv", "forms tag gloss", true, read_word);
  tsv_read(b, "en/frames.tsv", "trigger pos category mode cameo roles forms gloss", true,
           read_english_frame);
  tsv_read(b, "en/tolls.tsv", "word kind", true, read_english_toll);
}

void build_english_world(builder *b) {
  tsv_read(b, "en/nationalities.tsv", "country adjectives plural", true,
           read_nationality);
  tsv_read(b, "en/roles.tsv", "role plural kind sector label_en", true,
           read_english_role);
}
