/* explain.c - what each stage made of a document, for people: the frame of the
 * explanation, and its first sections, text and words.
 *
 * Each line begins with numbers and names, which can be aligned, and ends with the words
 * of the text, whose direction then disturbs nothing. Indexes are those of the stages, so
 * that one section can point into another: "entity 3" below "mentions" is the "entity 3"
 * of a phrase or an event.
 */
#include "record/explain_inside.h"

uint32_t explain_lower(const void *items, uint32_t n, size_t size, size_t offset,
                       uint32_t value) {
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2, at;
    memcpy(&at, (const char *)items + (size_t)mid * size + offset, sizeof at);
    if (at < value)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

void explain_flags(printer *p, uint32_t flags, const char *const *names, unsigned n) {
  for (unsigned i = 0; i < n; i++)
    if (flags >> i & 1) printer_print(p, " %s", names[i]);
}

void explain_codes(printer *p, uint32_t country, uint32_t sector) {
  char a[4], b[4];
  printer_print(p, "%s", country ? code_text(country, a) : "-");
  if (sector) printer_print(p, "/%s", code_text(sector, b));
}

const char *explain_slot(unsigned slot) {
  static const char *const NAMES[SLOT_PREP] = {
      "none", "subject", "object", "genitive", "adjective", "li", "bi", "ka"};
  return slot < SLOT_PREP ? NAMES[slot] : tag_name(slot - SLOT_PREP);
}

void explain_words(printer *p, uint32_t start, uint32_t end) {
  printer_put(p, "  ", 2);
  printer_put_words(p, start, end);
  printer_put(p, "\n", 1);
}

void explain_tokens(printer *p, uint32_t first, uint32_t last) {
  const token *t = p->r->text.tokens.items;
  uint32_t n = p->r->text.tokens.n;
  bool any = first < last && last <= n;
  explain_words(p, any ? t[first].start : 0, any ? t[last - 1].end : 0);
}

/* ---- text ---- */

static void put_token(printer *p, uint32_t i) {
  static const char *const KINDS[] = {
      "arabic",     "latin",       "other", "number", "date", "clock",   "punctuation",
      "quote open", "quote close", "open",  "close",  "url",  "hashtag", "symbol"};
  static const char *const FLAGS[] = {"",        "line-start",  "tanwin",
                                      "shadda",  "damma-first", "elongated",
                                      "capital", "all-caps"};
  const token *t = &p->r->text.tokens.items[i];
  printer_print(p, "    %4u  %5u-%-5u  %-11s", i, record_offset(p->r, t->start),
                record_offset(p->r, t->end),
                t->kind < sizeof KINDS / sizeof *KINDS ? KINDS[t->kind] : "?");
  explain_flags(p, t->flags & ~(uint32_t)TOKEN_SPACE_BEFORE, FLAGS, 8);
  explain_words(p, t->start, t->end);
}

static void explain_text(printer *p, const sentence *s) {
  printer_print(p, "  text: tokens by index, span and kind\n");
  for (uint32_t i = s->first; i < s->first + s->n; i++) put_token(p, i);
}

/* ---- words ---- */

static void put_clitics(printer *p, const reading *r) {
  static const char *const BEFORE[] = {"wa-", "fa-", "bi-", "ka-",
                                       "li-", "sa-", "a-",  "al-"};
  static const char *const AFTER[N_ENCLITICS] = {"",       "-hu",   "-ha", "-hum",
                                                 "-hunna", "-huma", "-ka", "-kum",
                                                 "-kuma",  "-na",   "-ni", "-ya"};
  explain_flags(p, r->proclitics, BEFORE, 8);
  if (r->enclitic && r->enclitic < N_ENCLITICS)
    printer_print(p, " %s", AFTER[r->enclitic]);
}

static void put_features(printer *p, uint32_t f) {
  static const char *const PERSONS[] = {"", " 1st", " 2nd", " 3rd"};
  static const char *const NUMBERS[] = {"", " sg", " du", " pl"};
  static const char *const GENDERS[] = {"", " m", " f", " m/f"};
  static const char *const ASPECTS[] = {"", " perfect", " imperfect", " imperative"};
  static const char *const MOODS[] = {"", " indicative", " subjunctive/jussive", ""};
  static const char *const CASES[] = {"", " nom", " acc", " acc/gen"};
  printer_print(p, "%s%s%s%s%s%s%s%s%s%s%s", pos_name(FEATURE_POS(f)),
                ASPECTS[FEATURE_ASPECT(f)], f & FEATURE_PASSIVE ? " passive" : "",
                MOODS[FEATURE_MOOD(f)], PERSONS[FEATURE_PERSON(f)],
                NUMBERS[FEATURE_NUMBER(f)], GENDERS[FEATURE_GENDER(f)],
                CASES[FEATURE_CASE(f)], f & FEATURE_CONSTRUCT ? " construct" : "",
                f & FEATURE_PRESUFFIX ? " before-suffix" : "",
                f & FEATURE_BROKEN ? " broken-plural" : "");
}

static void put_reading(printer *p, uint32_t i, const reading *r, bool chosen) {
  static const char *const AGREEMENTS[] = {"spelt otherwise", "folded", "exact"};
  const rasid_model *m = p->r->coder->model;
  const lemma_record *l = r->entry;
  const char *gloss = model_string(m, l->gloss), *lemma = model_string(m, l->text);
  printer_print(p, "        %c %4d%+-4d ", chosen ? '*' : ' ', r->score,
                morph_context_score(&p->r->words, i, r));
  put_features(p, r->features);
  put_clitics(p, r);
  printer_print(p, ", %s", r->agreement < 3 ? AGREEMENTS[r->agreement] : "?");
  if (l->tag) printer_print(p, ", %s", tag_name(l->tag));
  if (*gloss) printer_print(p, ", \"%s\"", gloss);
  printer_print(p, "  %s\n", r->lemma ? lemma : "(not in the dictionary)");
}

#define TOP_READINGS 3

/* The likeliest readings, context aside, and the chosen one. */
static void put_word(printer *p, uint32_t i) {
  const word_info *w = p->r->words.words[i];
  unsigned chosen = (unsigned)(p->r->words.chosen[i] - w->readings);
  if (!w->n_readings) return;
  printer_print(p, "    %4u", i);
  explain_tokens(p, i, i + 1);
  for (unsigned k = 0; k < w->n_readings && k < TOP_READINGS; k++)
    put_reading(p, i, &w->readings[k], k == chosen);
  if (w->n_readings > TOP_READINGS && chosen >= TOP_READINGS)
    put_reading(p, i, &w->readings[chosen], true);
  if (w->n_readings > TOP_READINGS)
    printer_print(p, "          (%u readings)\n", w->n_readings);
}

static void explain_readings(printer *p, const sentence *s) {
  printer_print(p,
                "  words: readings, * the chosen; score of the word + of its context, "
                "features, spelling, gloss, lemma\n");
  for (uint32_t i = s->first; i < s->first + s->n; i++) put_word(p, i);
}

/* ---- the whole ---- */

static void put_anchor(printer *p) {
  const time_anchor *a = &p->r->mentions.anchor;
  char day[16];
  if (a->published != INT32_MIN) {
    record_day(a->published, day);
    printer_print(p, "published  %s (%s)\n", day,
                  p->r->published_from ? p->r->published_from : "unknown");
  }
  if (a->written == INT32_MIN) return;
  record_day(a->written, day);
  printer_print(p, "written    %s (%s)", day, a->from_text ? "text" : "published");
  if (a->from_text && a->evidence_start < a->evidence_end)
    explain_words(p, a->evidence_start, a->evidence_end);
  else
    printer_put(p, "\n", 1);
}

static void explain_document(printer *p) {
  const rasid_record *r = p->r;
  char code[4];
  printer_print(p, "document   ");
  if (r->id.data) printer_put_line(p, r->id.data, r->id.size);
  printer_print(p, "\nmodel      %s\n", r->coder->model->hash);
  put_anchor(p);
  if (r->mentions.main_country)
    printer_print(p, "country    %s, which the report is chiefly about\n",
                  code_text(r->mentions.main_country, code));
  if (r->mentions.source_country)
    printer_print(p, "country    %s, of the outlet\n",
                  code_text(r->mentions.source_country, code));
  for (uint32_t i = 0; i < r->diagnostics.n; i++) {
    const diagnostic *d = &r->diagnostics.items[i];
    printer_print(p, "diagnostic %s: ", d->code);
    printer_put_line(p, d->message, strlen(d->message));
    if (d->start < d->end)
      printer_print(p, " at "), printer_put_span(p, d->start, d->end);
    printer_put(p, "\n", 1);
  }
}

static void explain_sentence(printer *p, uint32_t index) {
  static const char *const PARTS[] = {"title", "caption", "body"};
  const text_doc *t = &p->r->text;
  const sentence *s = &t->sentences.items[index];
  printer_print(p, "\nsentence %u, ", index);
  printer_put_span(p, s->start, s->end);
  if (s->part < t->n_parts) printer_print(p, ", %s", PARTS[t->parts[s->part].kind % 3]);
  printer_put(p, "\n", 1);
  explain_words(p, s->start, s->end);
  explain_text(p, s);
  explain_readings(p, s);
  explain_mentions(p, s);
  explain_phrases(p, index);
  explain_speech(p, index);
  explain_events(p, index);
  explain_tolls(p, index);
  explain_figures(p, index);
}

rasid_status rasid_record_explain(const rasid_record *r, long index,
                                  void (*write)(void *context, const char *data,
                                                size_t size),
                                  void *context, rasid_error *error) {
  if (!r || !write)
    return error_set(error, RASID_ERROR_ARGUMENT, 0, "`record` or `write` is NULL");
  if (r->coded && r->last < RASID_STAGE_RECORD)
    return error_set(error, RASID_ERROR_ARGUMENT, 0,
                     "the record was made by rasid_read and not coded: use rasid_code");
  uint32_t n = r->text.sentences.n;
  if (index < -1 || (index >= 0 && (unsigned long)index >= n))
    return error_set(error, RASID_ERROR_ARGUMENT, 0,
                     "there is no sentence %ld: the document has %u, counted from 0; -1 "
                     "asks for all",
                     index, n);
  printer p = {.write = write, .context = context, .r = r};
  explain_document(&p);
  for (uint32_t i = 0; i < n; i++)
    if (index < 0 || (uint32_t)index == i) explain_sentence(&p, i);
  printer_flush(&p);
  return RASID_OK;
}
