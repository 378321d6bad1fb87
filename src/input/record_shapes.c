/* record_shapes.c - the record's JSON as tables of keys, in the order in which the record
 * prints them. */
#include "record_shapes.h"

#define FIELD(type, key, kind, field) \
  { key, kind, offsetof(type, field), 0, NULL }
#define INSIDE(type, key, field, shape) \
  { key, MEMBER_OBJECT, offsetof(type, field), 0, &(shape) }
/* An object whose members are fields of the same struct. */
#define SPREAD(key, shape) \
  { key, MEMBER_OBJECT, 0, 0, &(shape) }
#define LIST(type, key, field, n, shape) \
  { key, MEMBER_LIST, offsetof(type, field), offsetof(type, n), &(shape) }
#define TEXTS(type, key, field, n) \
  { key, MEMBER_TEXTS, offsetof(type, field), offsetof(type, n), NULL }
#define PAIRS(type, key, field, n) \
  { key, MEMBER_PAIRS, offsetof(type, field), offsetof(type, n), NULL }
#define SHAPE(type, name, members) \
  static const shape name = {members, sizeof(members) / sizeof *(members), sizeof(type)}
/* NOLINTBEGIN(bugprone-macro-parentheses): a member's name cannot stand in them */
#define SPAN(type, field)                               \
  FIELD(type, "text", MEMBER_TEXT, field.text),         \
      FIELD(type, "start", MEMBER_OFFSET, field.start), \
      FIELD(type, "end", MEMBER_OFFSET, field.end)
/* NOLINTEND(bugprone-macro-parentheses) */

#define T rasid_range_data
static const member range_members[] = {
    FIELD(T, "kind", MEMBER_TEXT, kind), FIELD(T, "field", MEMBER_TEXT, kind),
    FIELD(T, "start", MEMBER_OFFSET, start), FIELD(T, "end", MEMBER_OFFSET, end)};
SHAPE(T, range_shape, range_members);
#undef T

#define T rasid_party_data
static const member refers_members[] = {FIELD(T, "start", MEMBER_OFFSET, refers_start),
                                        FIELD(T, "end", MEMBER_OFFSET, refers_end)};
SHAPE(T, refers_shape, refers_members);

static const member party_members[] = {SPAN(T, span),
                                       FIELD(T, "country", MEMBER_TEXT, country),
                                       FIELD(T, "sector", MEMBER_TEXT, sector),
                                       FIELD(T, "name", MEMBER_TEXT, name),
                                       FIELD(T, "label_en", MEMBER_TEXT, label_en),
                                       FIELD(T, "wikidata", MEMBER_TEXT, wikidata),
                                       SPREAD("refers_to", refers_shape)};
SHAPE(T, party_shape, party_members);
#undef T

#define T rasid_claim_data
static const member claim_members[] = {SPAN(T, who.span),
                                       FIELD(T, "country", MEMBER_TEXT, who.country),
                                       FIELD(T, "sector", MEMBER_TEXT, who.sector),
                                       FIELD(T, "label_en", MEMBER_TEXT, who.label_en),
                                       FIELD(T, "kind", MEMBER_TEXT, kind),
                                       FIELD(T, "anonymous", MEMBER_BOOL, anonymous)};
SHAPE(T, claim_shape, claim_members);
#undef T

#define T rasid_place_data
static const member place_members[] = {SPAN(T, span),
                                       FIELD(T, "name", MEMBER_TEXT, name),
                                       FIELD(T, "country", MEMBER_TEXT, country),
                                       FIELD(T, "admin1", MEMBER_TEXT, admin1),
                                       FIELD(T, "lat", MEMBER_REAL, lat),
                                       FIELD(T, "lon", MEMBER_REAL, lon),
                                       FIELD(T, "geonames", MEMBER_NUMBER, geonames),
                                       FIELD(T, "precision", MEMBER_TEXT, precision),
                                       FIELD(T, "relation", MEMBER_TEXT, relation),
                                       FIELD(T, "basis", MEMBER_TEXT, basis)};
SHAPE(T, place_shape, place_members);
#undef T

#define T rasid_date_data
static const member date_members[] = {
    FIELD(T, "value", MEMBER_TEXT, value), SPAN(T, span),
    FIELD(T, "precision", MEMBER_TEXT, precision), FIELD(T, "basis", MEMBER_TEXT, basis)};
SHAPE(T, date_shape, date_members);
#undef T

#define T rasid_time_data
static const member time_members[] = {SPAN(T, span),
                                      FIELD(T, "value", MEMBER_TEXT, value),
                                      FIELD(T, "type", MEMBER_TEXT, type)};
SHAPE(T, time_shape, time_members);
#undef T

#define T rasid_event_data
static const member trigger_members[] = {SPAN(T, trigger),
                                         FIELD(T, "lemma", MEMBER_TEXT, lemma)};
SHAPE(T, trigger_shape, trigger_members);

static const member event_members[] = {
    FIELD(T, "id", MEMBER_TEXT, id),
    FIELD(T, "event", MEMBER_TEXT, category),
    TEXTS(T, "mode", modes, n_modes),
    TEXTS(T, "context", contexts, n_contexts),
    FIELD(T, "cameo", MEMBER_TEXT, cameo),
    FIELD(T, "quad", MEMBER_NUMBER, quad),
    FIELD(T, "status", MEMBER_TEXT, status),
    FIELD(T, "sentence", MEMBER_NUMBER, sentence),
    FIELD(T, "same_as", MEMBER_TEXT, same_as_id),
    SPREAD("trigger", trigger_shape),
    LIST(T, "actor", actors, n_actors, party_shape),
    LIST(T, "recipient", recipients, n_recipients, party_shape),
    INSIDE(T, "place", place, place_shape),
    INSIDE(T, "date", date, date_shape),
    INSIDE(T, "claim", claim, claim_shape),
    FIELD(T, "confidence", MEMBER_REAL, confidence),
    FIELD(T, "rule", MEMBER_TEXT, rule),
    LIST(T, "evidence", evidence, n_evidence, range_shape)};
SHAPE(T, event_shape, event_members);
#undef T

#define T rasid_casualty_data
static const member casualty_members[] = {FIELD(T, "id", MEMBER_TEXT, id),
                                          SPAN(T, span),
                                          FIELD(T, "sentence", MEMBER_NUMBER, sentence),
                                          FIELD(T, "kind", MEMBER_TEXT, kind),
                                          FIELD(T, "low", MEMBER_NUMBER, low),
                                          FIELD(T, "high", MEMBER_NUMBER, high),
                                          FIELD(T, "approx", MEMBER_BOOL, approx),
                                          FIELD(T, "status", MEMBER_TEXT, status),
                                          INSIDE(T, "victim", victim, party_shape),
                                          FIELD(T, "side", MEMBER_TEXT, side),
                                          INSIDE(T, "claim", claim, claim_shape),
                                          FIELD(T, "part_of", MEMBER_TEXT, part_of_id),
                                          FIELD(T, "replaces", MEMBER_TEXT, replaces_id),
                                          FIELD(T, "event", MEMBER_TEXT, event_id),
                                          FIELD(T, "rule", MEMBER_TEXT, rule)};
SHAPE(T, casualty_shape, casualty_members);
#undef T

#define T rasid_record_data
static const member doc_members[] = {
    FIELD(T, "id", MEMBER_TEXT, id),
    FIELD(T, "url", MEMBER_TEXT, url),
    FIELD(T, "source", MEMBER_TEXT, source),
    FIELD(T, "language", MEMBER_TEXT, language),
    FIELD(T, "title", MEMBER_TEXT, title),
    FIELD(T, "sha256", MEMBER_TEXT, sha256),
    LIST(T, "parts", parts, n_parts, range_shape),
    FIELD(T, "published", MEMBER_TEXT, published),
    FIELD(T, "published_from", MEMBER_TEXT, published_from),
    FIELD(T, "written", MEMBER_TEXT, written)};
SHAPE(T, doc_shape, doc_members);

static const member coder_members[] = {FIELD(T, "version", MEMBER_TEXT, version),
                                       FIELD(T, "model", MEMBER_TEXT, model)};
SHAPE(T, coder_shape, coder_members);

static const member record_members[] = {
    SPREAD("doc", doc_shape),
    SPREAD("coder", coder_shape),
    PAIRS(T, "sentences", sentences, n_sentences),
    LIST(T, "events", events, n_events, event_shape),
    LIST(T, "casualties", casualties, n_casualties, casualty_shape),
    LIST(T, "times", times, n_times, time_shape),
    LIST(T, "places", places, n_places, place_shape)};
const shape record_shape = {record_members,
                            sizeof record_members / sizeof *record_members, sizeof(T)};
