/* shapes.c - the structs of rasid.h field by field: what Python's views show, and what a
 * copy of them has to follow. */
#include "extension.h"

#define FIELD(type, member, form, doc) \
  { #member, form, offsetof(type, member), 0, 0, doc }
#define NAMED(type, name, member, form, doc) \
  { name, form, offsetof(type, member), 0, 0, doc }
#define CODES(type, member, count, doc) \
  { #member, FORM_CODES, offsetof(type, member), offsetof(type, count), 0, doc }
#define PART(type, member, shape, doc) \
  { #member, FORM_PART, offsetof(type, member), 0, shape, doc }
#define PARTS(type, member, count, shape, doc) \
  { #member, FORM_PARTS, offsetof(type, member), offsetof(type, count), shape, doc }
#define FIELDS(list) list, sizeof list / sizeof *list

static const field span_fields[] = {
    NAMED(rasid_span, "text", text, FORM_TEXT, "The words (str)."),
    FIELD(rasid_span, start, FORM_COUNT,
          "Where it begins in the coded text, in the coder's offset unit (int)."),
    FIELD(rasid_span, end, FORM_COUNT, "Where it ends; the end is not part of it (int)."),
};

static const field entity_fields[] = {
    PART(rasid_entity, span, SHAPE_SPAN,
         "Its words (Span), or None where only a suffix or a verb's form names it."),
    FIELD(rasid_entity, country, FORM_CODE,
          "ISO 3166 alpha-3, or UNO EUR IGO NGO ISM IMG MNC (str or None)."),
    FIELD(rasid_entity, sector, FORM_CODE, "PLOVER sector (str or None)."),
    FIELD(rasid_entity, name, FORM_TEXT, "English name of a known one (str or None)."),
    FIELD(rasid_entity, label_en, FORM_TEXT,
          "English name, or one composed of role and country (str or None)."),
    FIELD(rasid_entity, wikidata, FORM_TEXT, "\"Q...\" (str or None)."),
};

static const field place_fields[] = {
    PART(rasid_place, span, SHAPE_SPAN, "Its words (Span or None)."),
    FIELD(rasid_place, name, FORM_TEXT, "English name (str or None)."),
    FIELD(rasid_place, country, FORM_CODE, "ISO 3166 alpha-3 (str or None)."),
    FIELD(rasid_place, admin1, FORM_TEXT, "First-level unit, English (str or None)."),
    FIELD(rasid_place, lat, FORM_REAL, "WGS 84 degrees north (float or None)."),
    FIELD(rasid_place, lon, FORM_REAL, "WGS 84 degrees east (float or None)."),
    FIELD(rasid_place, geonames, FORM_KEY, "GeoNames id (int or None)."),
    FIELD(rasid_place, precision, FORM_CODE,
          "point town admin2 admin1 country region (str)."),
    FIELD(rasid_place, basis, FORM_CODE,
          "Of an event's place: stated or context (str or None)."),
    FIELD(rasid_place, relation, FORM_CODE,
          "\"near\" where what is meant lies beside it (str or None)."),
};

static const field claim_fields[] = {
    PART(rasid_claim, claimant, SHAPE_ENTITY, "Who is credited (Entity)."),
    FIELD(rasid_claim, kind, FORM_CODE,
          "said according_to denied claimed_responsibility quoted agency (str)."),
    FIELD(rasid_claim, anonymous, FORM_YES, "Whether the source is not named (bool)."),
};

static const field event_fields[] = {
    FIELD(rasid_event, id, FORM_TEXT, "The document's id, '#', and a number (str)."),
    FIELD(rasid_event, category, FORM_CODE, "PLOVER event type (str)."),
    CODES(rasid_event, modes, n_modes, "PLOVER modes (tuple of str)."),
    CODES(rasid_event, contexts, n_contexts, "General contexts (tuple of str)."),
    FIELD(rasid_event, cameo, FORM_CODE, "CAMEO code (str)."),
    FIELD(rasid_event, quad, FORM_SMALL,
          "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material "
          "conflict (int)."),
    FIELD(rasid_event, status, FORM_CODE,
          "actual negated denied planned hypothetical historical (str)."),
    FIELD(rasid_event, sentence, FORM_COUNT, "Index of its sentence (int)."),
    FIELD(rasid_event, same_as, FORM_INDEX,
          "Index of the earlier event of the same occurrence (int or None)."),
    PART(rasid_event, trigger, SHAPE_SPAN, "The word that tells of it (Span)."),
    FIELD(rasid_event, lemma, FORM_TEXT, "Of the trigger (str)."),
    PARTS(rasid_event, actors, n_actors, SHAPE_ENTITY, "Who acts (tuple of Entity)."),
    PARTS(rasid_event, recipients, n_recipients, SHAPE_ENTITY,
          "Who it is done to (tuple of Entity)."),
    {"place", FORM_LINK, offsetof(rasid_event, place), 0, SHAPE_PLACE,
     "Where (Place or None)."},
    FIELD(rasid_event, date, FORM_TEXT,
          "ISO date, month, year or interval (str or None)."),
    PART(rasid_event, date_span, SHAPE_SPAN, "The date's words (Span or None)."),
    FIELD(rasid_event, date_basis, FORM_CODE, "stated or context (str or None)."),
    PART(rasid_event, claim, SHAPE_CLAIM,
         "Who says so (Claim), or None where the report speaks in its own voice."),
    FIELD(rasid_event, confidence, FORM_REAL, "0 to 1 (float)."),
    FIELD(rasid_event, rule, FORM_TEXT, "\"data/FILE:LINE\" of the frame (str)."),
};

static const field toll_fields[] = {
    FIELD(rasid_casualty, id, FORM_TEXT, "The document's id, '#c', and a number (str)."),
    PART(rasid_casualty, span, SHAPE_SPAN, "Its words (Span)."),
    FIELD(rasid_casualty, kind, FORM_CODE,
          "killed wounded killed_or_wounded detained abducted missing displaced (str)."),
    FIELD(rasid_casualty, low, FORM_WHOLE, "At least so many (int)."),
    FIELD(rasid_casualty, high, FORM_OPEN, "At most so many (int), or None: open."),
    FIELD(rasid_casualty, approx, FORM_YES, "Whether it is said to be rough (bool)."),
    FIELD(rasid_casualty, sentence, FORM_COUNT, "Index of its sentence (int)."),
    FIELD(rasid_casualty, event, FORM_INDEX, "Index of its event (int or None)."),
    FIELD(rasid_casualty, status, FORM_CODE, "As of an event (str)."),
    FIELD(rasid_casualty, side, FORM_CODE,
          "Whose loss it is: actor or recipient (str or None)."),
    PART(rasid_casualty, victim, SHAPE_ENTITY, "Whom it counts (Entity or None)."),
    PART(rasid_casualty, claim, SHAPE_CLAIM, "Who says so (Claim or None)."),
    FIELD(rasid_casualty, part_of, FORM_INDEX,
          "Index of the toll it is part of (int or None)."),
    FIELD(rasid_casualty, replaces, FORM_INDEX,
          "Index of the toll it updates (int or None)."),
    FIELD(rasid_casualty, rule, FORM_TEXT,
          "\"data/FILE:LINE\" of the words of harm (str)."),
};

static const field time_fields[] = {
    PART(rasid_time, span, SHAPE_SPAN, "Its words (Span)."),
    FIELD(rasid_time, value, FORM_TEXT,
          "ISO 8601 (str), or None where there is no day to count from."),
    FIELD(rasid_time, type, FORM_CODE, "DATE TIME DURATION SET (str)."),
    FIELD(rasid_time, first, FORM_TEXT, "ISO date of its first day (str or None)."),
    FIELD(rasid_time, last, FORM_TEXT, "ISO date of its last day (str or None)."),
    FIELD(rasid_time, anchor, FORM_TEXT,
          "The report's day that relative times count from (str or None)."),
    FIELD(rasid_time, anchor_from, FORM_CODE,
          "text, dateline or published (str or None)."),
};

static const field number_fields[] = {
    PART(rasid_number, span, SHAPE_SPAN, "Its words with their bounds (Span)."),
    PART(rasid_number, counted, SHAPE_SPAN, "The noun it counts (Span or None)."),
    FIELD(rasid_number, value, FORM_WHOLE, "As stated (int)."),
    FIELD(rasid_number, low, FORM_WHOLE, "At least so many (int)."),
    FIELD(rasid_number, high, FORM_OPEN, "At most so many (int), or None: open."),
    FIELD(rasid_number, approx, FORM_YES, "Whether it is said to be rough (bool)."),
    FIELD(rasid_number, is_count, FORM_YES,
          "False for a year, an age, a price, a score (bool)."),
    FIELD(rasid_number, why, FORM_TEXT, "What it was read from, in English (str)."),
};

static const field place_mention_fields[] = {
    PART(rasid_place_mention, place, SHAPE_PLACE, "What it is, and its words (Place)."),
    PART(rasid_place_mention, refers_to, SHAPE_SPAN,
         "The place that such words as \"the city\" stand for (Span or None)."),
    PARTS(rasid_place_mention, rivals, n_rivals, SHAPE_PLACE,
          "Other places of the name (tuple of Place)."),
    FIELD(rasid_place_mention, why, FORM_TEXT,
          "What made it a place, and this one of its name, in English (str)."),
};

static const field actor_mention_fields[] = {
    PART(rasid_actor_mention, entity, SHAPE_ENTITY, "Who it is, and the words (Entity)."),
    FIELD(rasid_actor_mention, id, FORM_TEXT,
          "Of a known one in the dictionary of actors (str or None)."),
    FIELD(rasid_actor_mention, role, FORM_TEXT,
          "Role or title, in English (str or None)."),
    CODES(rasid_actor_mention, sectors, n_sectors, "PLOVER sectors (tuple of str)."),
    FIELD(rasid_actor_mention, kind, FORM_CODE, "person group org place (str or None)."),
    FIELD(rasid_actor_mention, term_first, FORM_TEXT,
          "ISO date: first day of the term that gave the codes (str or None)."),
    FIELD(rasid_actor_mention, term_last, FORM_TEXT, "Its last day (str or None)."),
    PART(rasid_actor_mention, refers_to, SHAPE_SPAN,
         "Whom its codes were taken from (Span or None)."),
    FIELD(rasid_actor_mention, why, FORM_TEXT,
          "What it was read from, and its codes, in English (str)."),
};

static const field word_fields[] = {
    PART(rasid_word, span, SHAPE_SPAN, "The word (Span)."),
    FIELD(rasid_word, sentence, FORM_COUNT, "Index of its sentence (int)."),
    FIELD(rasid_word, known, FORM_YES,
          "Whether the dictionaries have it; else it is guessed by its shape (bool)."),
    FIELD(rasid_word, n_readings, FORM_COUNT,
          "How many there were to choose from; 0: it is no word (int)."),
    FIELD(rasid_word, segments, FORM_TEXT,
          "The word cut at its clitics, joined by '+' (str or None)."),
    FIELD(rasid_word, lemma, FORM_TEXT, "Dictionary form (str or None)."),
    FIELD(rasid_word, root, FORM_TEXT, "Root (str or None)."),
    FIELD(rasid_word, pos, FORM_CODE,
          "Part of speech as the dictionaries name it (str)."),
    FIELD(rasid_word, upos, FORM_CODE, "Part of speech of Universal Dependencies (str)."),
    FIELD(rasid_word, feats, FORM_TEXT, "Features of Universal Dependencies (str)."),
    FIELD(rasid_word, gloss, FORM_TEXT, "English (str or None)."),
};

static const field diagnostic_fields[] = {
    FIELD(diagnostic_view, code, FORM_TEXT,
          "What kind it is: bad_date, empty ... (str)."),
    FIELD(diagnostic_view, message, FORM_TEXT, "English (str)."),
};

static bool no_span(const void *item) {
  const rasid_span *s = item;
  return s->text.data == NULL && s->start == 0 && s->end == 0;
}

static bool no_entity(const void *item) {
  const rasid_entity *e = item;
  return no_span(&e->span) && (e->country == NULL || *e->country == '\0') &&
         (e->sector == NULL || *e->sector == '\0') && e->label_en.data == NULL;
}

static bool no_claim(const void *item) {
  const rasid_claim *c = item;
  return c->kind == NULL || *c->kind == '\0';
}

const shape shapes[N_SHAPES] = {
    [SHAPE_SPAN] = {"rasid.Span", "Words of the coded text and where they stand.",
                    sizeof(rasid_span), FIELDS(span_fields), no_span},
    [SHAPE_ENTITY] = {"rasid.Entity", "A party: its words, codes and names.",
                      sizeof(rasid_entity), FIELDS(entity_fields), no_entity},
    [SHAPE_PLACE] = {"rasid.Place", "A place of the gazetteer, or one that is not in it.",
                     sizeof(rasid_place), FIELDS(place_fields), NULL},
    [SHAPE_CLAIM] = {"rasid.Claim", "Who is credited with a statement.",
                     sizeof(rasid_claim), FIELDS(claim_fields), no_claim},
    [SHAPE_EVENT] = {"rasid.Event", "Something that the report says happened.",
                     sizeof(rasid_event), FIELDS(event_fields), NULL},
    [SHAPE_TOLL] = {"rasid.Toll", "A human toll that the report states.",
                    sizeof(rasid_casualty), FIELDS(toll_fields), NULL},
    [SHAPE_TIME] = {"rasid.Time", "A date or time.", sizeof(rasid_time),
                    FIELDS(time_fields), NULL},
    [SHAPE_NUMBER] = {"rasid.Number", "A number, in digits or words.",
                      sizeof(rasid_number), FIELDS(number_fields), NULL},
    [SHAPE_PLACE_MENTION] = {"rasid.PlaceMention", "A place that the text names.",
                             sizeof(rasid_place_mention), FIELDS(place_mention_fields),
                             NULL},
    [SHAPE_ACTOR_MENTION] = {"rasid.ActorMention", "Somebody whom the text names.",
                             sizeof(rasid_actor_mention), FIELDS(actor_mention_fields),
                             NULL},
    [SHAPE_WORD] = {"rasid.Word", "A token as its sentence reads it.", sizeof(rasid_word),
                    FIELDS(word_fields), NULL},
    [SHAPE_DIAGNOSTIC] = {"rasid.Diagnostic", "Something odd about a document.",
                          sizeof(diagnostic_view), FIELDS(diagnostic_fields), NULL},
};

/* ---- copying ---- */

static void keep_text(pool *p, rasid_text *text) {
  if (text->data != NULL) text->data = pool_copy(p, text->data, text->size);
}

static void keep_code(pool *p, const char **code) {
  if (*code != NULL) *code = pool_copy(p, *code, strlen(*code));
}

static size_t count_of(const char *item, const field *f) {
  size_t n;
  memcpy(&n, item + f->count_offset, sizeof n);
  return n;
}

static void keep_fields(pool *p, const shape *s, char *item) {
  for (const field *f = s->fields; f < s->fields + s->n_fields; f++) {
    char *at = item + f->offset;
    switch (f->form) {
      case FORM_TEXT: keep_text(p, (rasid_text *)(void *)at); break;
      case FORM_CODE: keep_code(p, (const char **)(void *)at); break;
      case FORM_CODES:
        for (size_t i = 0, n = count_of(item, f); i < n; i++)
          keep_code(p, (const char **)(void *)at + i);
        break;
      case FORM_PART: keep_fields(p, &shapes[f->shape], at); break;
      case FORM_LINK:
      case FORM_PARTS: {
        const void *items;
        memcpy(&items, at, sizeof items);
        if (items == NULL) break;
        size_t n = f->form == FORM_LINK ? 1 : count_of(item, f);
        items = shape_copy(p, &shapes[f->shape], items, n);
        memcpy(at, &items, sizeof items);
        break;
      }
      default: break; /* lies in the struct itself */
    }
  }
}

void *shape_copy(pool *p, const shape *s, const void *items, size_t n) {
  char *copy = pool_alloc(p, n, s->size);
  if (copy == NULL) return NULL;
  if (n > 0) memcpy(copy, items, n * s->size);
  for (size_t i = 0; i < n && !p->failed; i++) keep_fields(p, s, copy + i * s->size);
  return p->failed ? NULL : copy;
}
