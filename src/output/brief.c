/* brief.c - what an event says in a few words, in either language: shared by the briefs
 * in Markdown and HTML. */
#include "codes.h"
#include "evidence.h"

uint32_t event_anchor(const rasid_event_data *event) {
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (size_t i = 0; i < event->id.size; i++)
    hash = (hash ^ (unsigned char)event->id.data[i]) * 16777619u;
  return hash;
}

const char *language_of(rasid_text text) {
  for (size_t i = 0; i < text.size; i++) {
    unsigned char c = (unsigned char)text.data[i];
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return "en";
    if (c >= 0xD8 && c <= 0xDB) return "ar";
  }
  return "ar";
}

static bool in_arabic(const rasid_output *output) {
  return output->options.arabic;
}

/* A label that the formats' tables have, or the code itself. */
static void put_code(rasid_output *output, const char *label, rasid_text code,
                     put_text *put) {
  put(output, *label ? text_of(label) : code);
}

/* Words for a party that the event itself has none for: those of the first party of the
 * same label among the first events. */
static rasid_text other_words(const rasid_record_data *record,
                              const rasid_party_data *p) {
  enum { FIRST_EVENTS = 64 };
  for (size_t i = 0; i < record->n_events && i < FIRST_EVENTS; i++) {
    const rasid_event_data *e = &record->events[i];
    const rasid_party_data *const lists[] = {e->actors, e->recipients};
    const size_t counts[] = {e->n_actors, e->n_recipients};
    for (size_t k = 0; k < 2; k++)
      for (size_t j = 0; j < counts[k] && j < FIRST_EVENTS; j++)
        if (lists[k][j].span.text.size > 0 && p->label_en.size > 0 &&
            text_same(lists[k][j].label_en, p->label_en))
          return lists[k][j].span.text;
  }
  return (rasid_text){NULL, 0};
}

/* In Arabic the report's own words; in English the label, which readers without Arabic
 * can use. */
static void put_party(rasid_output *output, const rasid_record_data *record,
                      const rasid_party_data *p, put_text *put) {
  bool arabic = in_arabic(output);
  rasid_text words = p->span.text;
  if (arabic && words.size == 0) words = other_words(record, p);
  if (arabic && words.size > 0) {
    put(output, words);
  } else if (!arabic && p->label_en.size > 0) {
    put(output, p->label_en);
  } else if (arabic && p->name.size == 0 && (p->country.size > 0 || p->sector.size > 0)) {
    const char *sector = format_cell(TABLE_SECTOR, p->sector, SECTOR_AR);
    if (p->sector.size > 0) put_code(output, sector, p->sector, put);
    if (p->sector.size > 0 && p->country.size > 0) output_string(output, " (");
    if (p->country.size > 0)
      put_code(output, country_name(p->country, true), p->country, put);
    if (p->sector.size > 0 && p->country.size > 0) output_string(output, ")");
  } else if (p->label_en.size > 0 || p->name.size > 0) {
    put(output, p->label_en.size > 0 ? p->label_en : p->name);
  } else {
    put(output, p->span.text);
  }
}

void brief_comma(rasid_output *output) {
  output_string(output, format_word("comma", in_arabic(output)));
  output_string(output, " ");
}

void brief_parties(rasid_output *output, const rasid_record_data *record,
                   const rasid_party_data *parties, size_t n, put_text *put) {
  for (size_t i = 0; i < n; i++) {
    if (i > 0) brief_comma(output);
    put_party(output, record, &parties[i], put);
  }
}

void brief_place(rasid_output *output, const rasid_place_data *p, put_text *put) {
  bool arabic = in_arabic(output);
  bool is_country = text_is(p->precision, "country");
  const char *country = country_name(p->country, arabic);
  if (p->precision.data == NULL) return;
  put(output, arabic ? p->span.text : p->name.size > 0 ? p->name : p->span.text);
  if (is_country || p->country.size == 0) return;
  brief_comma(output);
  put_code(output, country, p->country, put);
}

void brief_toll(rasid_output *output, const rasid_casualty_data *t, put_text *put) {
  char kind[32];
  bool arabic = in_arabic(output);
  size_t n = t->kind.size < sizeof kind - 1 ? t->kind.size : sizeof kind - 1;
  if (n > 0) memcpy(kind, t->kind.data, n);
  kind[n] = '\0';
  const char *label = format_word(kind, arabic);
  put(output, *label ? text_of(label) : t->kind);
  output_string(output, ": ");
  if (t->approx) {
    output_string(output, format_word("approx", arabic));
    output_string(output, " ");
  }
  output_integer(output, t->low);
  if (t->high > t->low) {
    output_string(output, "\xE2\x80\x93"); /* en dash */
    output_integer(output, t->high);
  }
  if (t->high < 0) {
    output_string(output, " ");
    output_string(output, format_word("or_more", arabic));
  }
}
