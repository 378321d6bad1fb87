/* test_record_views.c - the views of a record tell what its JSON tells, and every span is
 * where it says, in each unit of offsets. */
#include <math.h>

#include "record_fixture.h"

/* Reports of our own, of the common kinds: an attack with tolls and a claimant; talks and
 * a refusal; protest, arrest and a vague toll; a place by its direction, and no date. */
static const char *const REPORTS[] = {
    "قتل ثمانية من رجال الشرطة في هجوم شنته حركة طالبان على نقطة تفتيش في قندوز أمس "
    "الأحد.\nوقال متحدث باسم الشرطة إن القوات الأفغانية قصفت مواقع المسلحين.",
    "التقى وزير الخارجية المصري سامح شكري نظيره الفرنسي في القاهرة الاثنين.\n"
    "ورفضت إيران التفاوض مع الولايات المتحدة.",
    "تظاهر مئات المحتجين في بغداد يوم 5 يونيو 2021، واعتقلت الشرطة العراقية 12 متظاهرا "
    "وأصيب العشرات.",
    "شن الجيش التركي غارات جوية على مواقع حزب العمال الكردستاني شمال العراق.\n"
    "وأكدت وزارة الدفاع التركية مقتل خمسة مسلحين على الأقل.",
    "تجددت المظاهرات في الخرطوم، وأطلقت الشرطة الغاز المسيل للدموع على المتظاهرين.",
};
enum { N_REPORTS = sizeof REPORTS / sizeof *REPORTS };

/* ---- comparing ---- */

static void same_code(const char *text, json_t *json) {
  assert_non_null(text);
  if (!*text)
    assert_true(json_is_null(json));
  else
    assert_string_equal(text, json_string_value(json));
}

static void same_offsets(const rasid_span *span, json_t *json) {
  same_text(span->text, at(json, "text"));
  if (!span->text.data) {
    assert_int_equal(span->start, 0);
    assert_int_equal(span->end, 0);
    assert_true(json_is_null(at(json, "start")));
    return;
  }
  assert_int_equal(span->start, json_integer_value(at(json, "start")));
  assert_int_equal(span->end, json_integer_value(at(json, "end")));
}

static void same_parties(const rasid_entity *list, size_t n, json_t *json) {
  assert_int_equal(n, json_array_size(json));
  for (size_t i = 0; i < n; i++) {
    json_t *one = json_array_get(json, i);
    same_offsets(&list[i].span, one);
    same_code(list[i].country, at(one, "country"));
    same_code(list[i].sector, at(one, "sector"));
    same_text(list[i].name, at(one, "name"));
    same_text(list[i].label_en, at(one, "label_en"));
    same_text(list[i].wikidata, at(one, "wikidata"));
  }
}

/* JSON has five decimals of a degree. */
static void same_degrees(double degrees, json_t *json) {
  if (isnan(degrees))
    assert_true(json_is_null(json));
  else
    assert_true(fabs(degrees - json_number_value(json)) < 0.00001);
}

static void same_place(const rasid_place *place, json_t *json) {
  if (!place) {
    assert_true(json_is_null(json));
    return;
  }
  same_offsets(&place->span, json);
  same_text(place->name, at(json, "name"));
  same_code(place->country, at(json, "country"));
  same_text(place->admin1, at(json, "admin1"));
  same_degrees(place->lat, at(json, "lat"));
  same_degrees(place->lon, at(json, "lon"));
  assert_int_equal(place->geonames, json_integer_value(at(json, "geonames")));
  same_code(place->precision, at(json, "precision"));
  same_code(place->basis, at(json, "basis"));
}

/* A place has a reason, and rivals other than itself. */
static void same_place_mention(const rasid_record *record, size_t i, json_t *json) {
  rasid_place_mention p;
  assert_true(rasid_record_place(record, i, &p));
  same_offsets(&p.place.span, json);
  same_text(p.place.name, at(json, "name"));
  same_code(p.place.country, at(json, "country"));
  same_text(p.place.admin1, at(json, "admin1"));
  same_degrees(p.place.lat, at(json, "lat"));
  same_degrees(p.place.lon, at(json, "lon"));
  same_code(p.place.precision, at(json, "precision"));
  assert_string_equal(p.place.basis, "");
  assert_true(p.why.size > 0);
  for (size_t k = 0; k < p.n_rivals; k++) {
    assert_null(p.rivals[k].span.text.data);
    assert_true(p.rivals[k].name.size > 0);
    assert_true(!p.place.geonames || p.rivals[k].geonames != p.place.geonames);
  }
}

/* The actor at these offsets; false where there is none. */
static bool actor_at(const rasid_record *record, json_t *json, rasid_actor_mention *a) {
  for (size_t i = 0; rasid_record_actor(record, i, a); i++)
    if (a->entity.span.start == json_integer_value(at(json, "start")) &&
        a->entity.span.end == json_integer_value(at(json, "end")))
      return true;
  return false;
}

/* Parties of events that are actors of the text have their codes and names; returns how
 * many there were. */
static size_t same_actors_of(const rasid_record *record, json_t *parties) {
  size_t n = 0;
  for (size_t i = 0; i < json_array_size(parties); i++) {
    json_t *party = json_array_get(parties, i);
    rasid_actor_mention a;
    if (json_is_null(at(party, "text")) || !actor_at(record, party, &a)) continue;
    same_code(a.entity.country, at(party, "country"));
    same_code(a.entity.sector, at(party, "sector"));
    same_text(a.entity.name, at(party, "name"));
    same_text(a.entity.label_en, at(party, "label_en"));
    same_text(a.entity.wikidata, at(party, "wikidata"));
    assert_string_equal(a.entity.sector, a.sectors[0]);
    assert_int_equal(a.n_sectors > 0, *a.sectors[0] != '\0');
    assert_true(a.n_sectors <= 2 && a.why.size > 0);
    assert_int_equal(a.id.data != NULL, a.entity.name.data != NULL);
    n++;
  }
  return n;
}

static void same_actors(const rasid_record *record, json_t *events) {
  size_t n = 0;
  for (size_t i = 0; i < json_array_size(events); i++)
    n += same_actors_of(record, at(json_array_get(events, i), "actor")) +
         same_actors_of(record, at(json_array_get(events, i), "recipient"));
  assert_true(n > 0); /* every report of these tests names one */
}

static void same_claim(const rasid_claim *c, json_t *json) {
  if (!*c->kind) {
    assert_true(json_is_null(json));
    assert_null(c->claimant.span.text.data);
    return;
  }
  same_offsets(&c->claimant.span, json);
  same_code(c->claimant.country, at(json, "country"));
  same_code(c->claimant.sector, at(json, "sector"));
  same_text(c->claimant.label_en, at(json, "label_en"));
  same_code(c->kind, at(json, "kind"));
  assert_int_equal(c->anonymous, json_is_true(at(json, "anonymous")));
}

/* The toll that a link leads to. */
static void same_toll(const rasid_record *record, int32_t index, json_t *json) {
  rasid_casualty other;
  if (index < 0) {
    assert_true(json_is_null(json));
    return;
  }
  assert_true(rasid_record_casualty(record, (size_t)index, &other));
  same_text(other.id, json);
}

static void same_event(const rasid_record *record, size_t i, json_t *json) {
  rasid_event e, earlier;
  assert_true(rasid_record_event(record, i, &e));
  same_text(e.id, at(json, "id"));
  same_code(e.category, at(json, "event"));
  assert_int_equal(e.n_modes, json_array_size(at(json, "mode")));
  for (size_t k = 0; k < e.n_modes; k++)
    same_code(e.modes[k], json_array_get(at(json, "mode"), k));
  same_code(e.cameo, at(json, "cameo"));
  assert_int_equal(e.quad, json_integer_value(at(json, "quad")));
  same_code(e.status, at(json, "status"));
  assert_int_equal(e.sentence, json_integer_value(at(json, "sentence")));
  if (e.same_as < 0) {
    assert_true(json_is_null(at(json, "same_as")));
  } else {
    assert_true(rasid_record_event(record, (size_t)e.same_as, &earlier));
    same_text(earlier.id, at(json, "same_as"));
  }
  same_offsets(&e.trigger, at(json, "trigger"));
  same_parties(e.actors, e.n_actors, at(json, "actor"));
  same_parties(e.recipients, e.n_recipients, at(json, "recipient"));
  same_place(e.place, at(json, "place"));
  json_t *date = at(json, "date");
  same_text(e.date, json_is_null(date) ? date : at(date, "value"));
  if (json_is_null(date)) {
    assert_string_equal(e.date_basis, "");
    assert_null(e.date_span.text.data);
  } else {
    same_code(e.date_basis, at(date, "basis"));
    same_offsets(&e.date_span, date);
  }
  same_text(e.lemma, at(at(json, "trigger"), "lemma"));
  assert_int_equal(e.n_contexts, json_array_size(at(json, "context")));
  for (size_t k = 0; k < e.n_contexts; k++)
    same_code(e.contexts[k], json_array_get(at(json, "context"), k));
  same_text(e.rule, at(json, "rule"));
  same_claim(&e.claim, at(json, "claim"));
  assert_true(fabs(e.confidence - json_number_value(at(json, "confidence"))) < 0.00501);
}

static void same_casualty(const rasid_record *record, size_t i, json_t *json) {
  rasid_casualty c;
  rasid_event e;
  assert_true(rasid_record_casualty(record, i, &c));
  same_text(c.id, at(json, "id"));
  same_offsets(&c.span, json);
  same_code(c.kind, at(json, "kind"));
  assert_int_equal(c.low, json_integer_value(at(json, "low")));
  if (c.high < 0)
    assert_true(json_is_null(at(json, "high")));
  else
    assert_int_equal(c.high, json_integer_value(at(json, "high")));
  assert_int_equal(c.approx, json_is_true(at(json, "approx")));
  assert_int_equal(c.sentence, json_integer_value(at(json, "sentence")));
  if (c.event < 0) {
    assert_true(json_is_null(at(json, "event")));
  } else {
    assert_true(rasid_record_event(record, (size_t)c.event, &e));
    same_text(e.id, at(json, "event"));
  }
  same_code(c.status, at(json, "status"));
  if (*c.side)
    same_code(c.side, at(json, "side"));
  else
    assert_true(json_is_null(at(json, "side")));
  json_t *victim = at(json, "victim");
  if (json_is_null(victim)) {
    assert_null(c.victim.span.text.data);
  } else {
    same_offsets(&c.victim.span, victim);
    same_code(c.victim.country, at(victim, "country"));
    same_code(c.victim.sector, at(victim, "sector"));
  }
  same_claim(&c.claim, at(json, "claim"));
  same_toll(record, c.part_of, at(json, "part_of"));
  same_toll(record, c.replaces, at(json, "replaces"));
  same_text(c.rule, at(json, "rule"));
}

static void same_record(const rasid_record *record, json_t *json) {
  json_t *events = at(json, "events"), *tolls = at(json, "casualties");
  json_t *times = at(json, "times"), *sentences = at(json, "sentences");
  json_t *diagnostics = at(json, "diagnostics");
  same_text(rasid_record_id(record), at(at(json, "doc"), "id"));
  same_text(rasid_record_written(record), at(at(json, "doc"), "written"));
  assert_int_equal(rasid_record_n_events(record), json_array_size(events));
  for (size_t i = 0; i < json_array_size(events); i++)
    same_event(record, i, json_array_get(events, i));
  assert_int_equal(rasid_record_n_casualties(record), json_array_size(tolls));
  for (size_t i = 0; i < json_array_size(tolls); i++)
    same_casualty(record, i, json_array_get(tolls, i));
  assert_int_equal(rasid_record_n_times(record), json_array_size(times));
  for (size_t i = 0; i < json_array_size(times); i++) {
    rasid_time time;
    assert_true(rasid_record_time(record, i, &time));
    same_offsets(&time.span, json_array_get(times, i));
    same_text(time.value, at(json_array_get(times, i), "value"));
    same_code(time.type, at(json_array_get(times, i), "type"));
  }
  json_t *places = at(json, "places");
  assert_int_equal(rasid_record_n_places(record), json_array_size(places));
  for (size_t i = 0; i < json_array_size(places); i++)
    same_place_mention(record, i, json_array_get(places, i));
  same_actors(record, events);
  assert_int_equal(rasid_record_n_sentences(record), json_array_size(sentences));
  for (size_t i = 0; i < json_array_size(sentences); i++) {
    rasid_span span;
    json_t *pair = json_array_get(sentences, i);
    assert_true(rasid_record_sentence(record, i, &span));
    assert_int_equal(span.start, json_integer_value(json_array_get(pair, 0)));
    assert_int_equal(span.end, json_integer_value(json_array_get(pair, 1)));
  }
  assert_int_equal(rasid_record_n_diagnostics(record), json_array_size(diagnostics));
  for (size_t i = 0; i < json_array_size(diagnostics); i++) {
    rasid_text id, message;
    assert_true(rasid_record_diagnostic(record, i, &id, &message));
    same_text(id, at(json_array_get(diagnostics, i), "code"));
    same_text(message, at(json_array_get(diagnostics, i), "message"));
  }
}

/* ---- tests ---- */

static void views_tell_what_the_json_tells(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  size_t n_parties = 0, n_places = 0, n_dates = 0, n_claims = 0, n_tolls = 0, n_times = 0;
  for (int i = 0; i < N_REPORTS; i++) {
    rasid_document d = document_of(REPORTS[i]);
    const rasid_record *record = code(coder, &d);
    json_t *json = json_of(record);
    same_record(record, json);
    json_decref(json);
    rasid_event e;
    assert_true(rasid_record_n_events(record) > 0);
    for (size_t k = 0; rasid_record_event(record, k, &e); k++) {
      n_parties += e.n_actors && e.n_recipients;
      n_places += e.place != NULL;
      n_dates += e.date.data != NULL;
      n_claims += *e.claim.kind != '\0';
    }
    n_tolls += rasid_record_n_casualties(record);
    n_times += rasid_record_n_times(record);
  }
  /* The reports say all of these; otherwise nothing was compared above. */
  assert_true(n_parties && n_places && n_dates && n_claims && n_tolls && n_times);
  rasid_coder_free(coder);
}

static void views_are_made_once_and_outlive_the_callers_text(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  size_t size = strlen(REPORTS[0]);
  char *text = malloc(size + 1);
  assert_non_null(text);
  memcpy(text, REPORTS[0], size + 1);
  rasid_document d = document_of(text);
  const rasid_record *record = code(coder, &d);
  memset(text, 'X', size);
  free(text);
  json_t *json = json_of(record);
  same_record(record, json);
  rasid_event first, again;
  assert_true(rasid_record_event(record, 0, &first));
  assert_true(rasid_record_event(record, 0, &again));
  assert_ptr_equal(first.actors, again.actors);
  assert_ptr_equal(first.id.data, again.id.data);
  assert_ptr_equal(first.trigger.text.data, again.trigger.text.data);
  char *explanation = explain(record, -1);
  assert_null(strstr(explanation, "XXX"));
  free(explanation);
  json_decref(json);
  rasid_coder_free(coder);
}

static rasid_actor_mention actor_of(const rasid_record *record, const char *text) {
  rasid_actor_mention a;
  for (size_t i = 0; rasid_record_actor(record, i, &a); i++)
    if (a.entity.span.text.size == strlen(text) &&
        !memcmp(a.entity.span.text.data, text, strlen(text)))
      return a;
  fail_msg("there is no actor '%s'", text);
  return a;
}

static void assert_words(rasid_text text, const char *expected) {
  assert_int_equal(text.size, strlen(expected));
  assert_memory_equal(text.data, expected, text.size);
}

/* The term of the day, and whom a noun and a suffix refer to, in each stage from the one
 * that reads them. */
static void actors_have_the_term_of_the_day_and_what_they_refer_to(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_BYTES, 0);
  rasid_document d =
      document_of("هاجمت حركة طالبان قاعدة. وقالت الحركة إن قواتها انسحبت");
  for (int stage = RASID_STAGE_ACTORS; stage < RASID_N_STAGES; stage++) {
    const rasid_record *record = NULL;
    d.published = text_of("2021-06-08");
    assert_int_equal(rasid_read(coder, &d, (rasid_stage)stage, &record, NULL), RASID_OK);
    rasid_actor_mention group = actor_of(record, "حركة طالبان");
    assert_string_equal(group.entity.country, "AFG");
    assert_string_equal(group.sectors[0], "REB");
    assert_string_equal(group.kind, "group");
    assert_words(group.term_last, "2021-08-14");
    assert_null(group.refers_to.text.data);
    rasid_actor_mention noun = actor_of(record, "الحركة");
    assert_string_equal(noun.sectors[0], "REB");
    assert_words(noun.refers_to.text, "حركة طالبان");
    assert_int_equal(noun.refers_to.start, group.entity.span.start);
    assert_int_equal(noun.refers_to.end, group.entity.span.end);
    assert_words(noun.role, "movement");
    assert_null(noun.id.data);
    assert_words(actor_of(record, "قواتها").refers_to.text, "الحركة");
    d.published = text_of("2022-06-08");
    assert_int_equal(rasid_read(coder, &d, (rasid_stage)stage, &record, NULL), RASID_OK);
    group = actor_of(record, "حركة طالبان");
    assert_string_equal(group.sectors[0], "GOV");
    assert_words(group.term_first, "2021-08-15");
    assert_null(group.term_last.data);
  }
  rasid_coder_free(coder);
}

/* A namesake is chosen by what is named behind it and the others are rivals; a noun
 * stands for the place named before. */
static void places_have_rivals_and_what_they_refer_to(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document d = document_of("زار مدينة حيدر آباد في باكستان ثم عاد إلى المدينة");
  rasid_place_mention p, again;
  for (int stage = RASID_STAGE_PLACES; stage < RASID_N_STAGES; stage++) {
    const rasid_record *record = NULL;
    assert_int_equal(rasid_read(coder, &d, (rasid_stage)stage, &record, NULL), RASID_OK);
    assert_int_equal(rasid_record_n_places(record), 3);
    assert_true(rasid_record_place(record, 0, &p));
    assert_string_equal(p.place.country, "PAK");
    assert_string_equal(p.place.relation, "");
    assert_int_equal(p.n_rivals, 1);
    assert_string_equal(p.rivals[0].country, "IND");
    assert_true(rasid_record_place(record, 0, &again));
    assert_ptr_equal(p.rivals, again.rivals);
    assert_ptr_equal(p.why.data, again.why.data);
    assert_true(rasid_record_place(record, 2, &again));
    assert_string_equal(again.place.country, "PAK");
    assert_int_equal(again.refers_to.start, p.place.span.start);
    assert_int_equal(again.refers_to.end, p.place.span.end);
    assert_int_equal(again.n_rivals, 0);
  }
  rasid_coder_free(coder);
}

static void views_of_nothing(void **state) {
  (void)state;
  rasid_coder *coder = new_coder(RASID_OFFSETS_CODEPOINTS, 0);
  rasid_document d = document_of(REPORTS[0]);
  const rasid_record *record = code(coder, &d);
  rasid_event e;
  rasid_casualty c;
  rasid_time t;
  rasid_place_mention p;
  rasid_actor_mention actor;
  rasid_span s;
  rasid_text a, b;
  assert_int_equal(rasid_record_n_events(NULL), 0);
  assert_int_equal(rasid_record_n_casualties(NULL), 0);
  assert_int_equal(rasid_record_n_times(NULL), 0);
  assert_int_equal(rasid_record_n_places(NULL), 0);
  assert_int_equal(rasid_record_n_actors(NULL), 0);
  assert_int_equal(rasid_record_n_sentences(NULL), 0);
  assert_int_equal(rasid_record_n_diagnostics(NULL), 0);
  assert_false(rasid_record_event(NULL, 0, &e));
  assert_false(rasid_record_casualty(NULL, 0, &c));
  assert_false(rasid_record_time(NULL, 0, &t));
  assert_false(rasid_record_place(NULL, 0, &p));
  assert_false(rasid_record_place(record, 0, NULL));
  assert_false(rasid_record_place(record, SIZE_MAX, &p));
  assert_false(rasid_record_actor(NULL, 0, &actor));
  assert_false(rasid_record_actor(record, 0, NULL));
  assert_false(rasid_record_actor(record, SIZE_MAX, &actor));
  assert_false(rasid_record_sentence(NULL, 0, &s));
  assert_false(rasid_record_diagnostic(NULL, 0, &a, &b));
  assert_false(rasid_record_event(record, 0, NULL));
  assert_false(rasid_record_casualty(record, 0, NULL));
  assert_false(rasid_record_time(record, 0, NULL));
  assert_false(rasid_record_sentence(record, 0, NULL));
  assert_false(rasid_record_event(record, SIZE_MAX, &e));
  assert_false(rasid_record_sentence(record, SIZE_MAX, &s));
  rasid_coder_free(coder);
}

/* ---- spans ---- */

/* Bytes of the character at `i`: an ill-formed run of the texts below is one byte. */
static size_t step(const unsigned char *s, size_t i) {
  size_t n = s[i] >= 0xF8   ? 1
             : s[i] >= 0xF0 ? 4
             : s[i] >= 0xE0 ? 3
             : s[i] >= 0xC0 ? 2
                            : 1;
  return n > 1 && (s[i + 1] & 0xC0) != 0x80 ? 1 : n;
}

static size_t units(size_t n_bytes, rasid_offsets unit) {
  if (unit == RASID_OFFSETS_BYTES) return n_bytes;
  return unit == RASID_OFFSETS_UTF16 && n_bytes == 4 ? 2 : 1;
}

/* The characters of `text` from `start` to `end` in a unit, ill-formed bytes mended, are
 * those of the span. */
static void span_is_there(const rasid_span *span, const char *text, rasid_offsets unit) {
  if (!span->text.data) return;
  const unsigned char *s = (const unsigned char *)text;
  char want[1000];
  size_t n = 0, at_unit = 0;
  for (size_t i = 0; s[i];) {
    size_t size = step(s, i);
    bool bad = size == 1 && s[i] >= 0x80;
    if (at_unit >= span->start && at_unit < span->end) {
      memcpy(want + n, bad ? "\xEF\xBF\xBD" : text + i, bad ? 3 : size);
      n += bad ? 3 : size;
    }
    at_unit += units(size, unit);
    i += size;
  }
  assert_true(span->start < span->end && span->end <= at_unit);
  assert_int_equal(span->text.size, n);
  assert_memory_equal(span->text.data, want, n);
}

static void spans_are_there(const rasid_record *record, const char *text,
                            rasid_offsets unit) {
  rasid_event e;
  rasid_casualty c;
  rasid_time t;
  rasid_span s;
  for (size_t i = 0; rasid_record_event(record, i, &e); i++) {
    span_is_there(&e.trigger, text, unit);
    for (size_t k = 0; k < e.n_actors; k++) span_is_there(&e.actors[k].span, text, unit);
    for (size_t k = 0; k < e.n_recipients; k++)
      span_is_there(&e.recipients[k].span, text, unit);
    if (e.place) span_is_there(&e.place->span, text, unit);
    span_is_there(&e.claim.claimant.span, text, unit);
  }
  for (size_t i = 0; rasid_record_casualty(record, i, &c); i++)
    span_is_there(&c.span, text, unit);
  for (size_t i = 0; rasid_record_time(record, i, &t); i++)
    span_is_there(&t.span, text, unit);
  for (size_t i = 0; rasid_record_sentence(record, i, &s); i++)
    span_is_there(&s, text, unit);
}

static void spans_are_right_in_every_unit(void **state) {
  (void)state;
  static const char *const TEXTS[] = {
      "😀 قصفت إسرائيل قطاع غزة أمس 🚀.\n👍 وقُتل 3 مدنيين في غزة.",
      "قصفت \xFF إسرائيل قطاع \xD9 غزة أمس.\nوقتل 😀 3 مدنيين \xFE في غزة.",
  };
  for (size_t k = 0; k < 2; k++) {
    size_t n_events = SIZE_MAX;
    for (int unit = RASID_OFFSETS_CODEPOINTS; unit <= RASID_OFFSETS_UTF16; unit++) {
      rasid_coder *coder = new_coder((rasid_offsets)unit, 0);
      rasid_document d = document_of(TEXTS[k]);
      const rasid_record *record = code(coder, &d);
      json_t *json = json_of(record);
      same_record(record, json);
      spans_are_there(record, TEXTS[k], (rasid_offsets)unit);
      if (n_events == SIZE_MAX) n_events = rasid_record_n_events(record);
      assert_int_equal(rasid_record_n_events(record), n_events);
      assert_int_equal(rasid_record_n_diagnostics(record), k ? 3 : 0);
      json_decref(json);
      rasid_coder_free(coder);
    }
    assert_true(n_events > 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(views_tell_what_the_json_tells),
      cmocka_unit_test(views_are_made_once_and_outlive_the_callers_text),
      cmocka_unit_test(actors_have_the_term_of_the_day_and_what_they_refer_to),
      cmocka_unit_test(places_have_rivals_and_what_they_refer_to),
      cmocka_unit_test(views_of_nothing),
      cmocka_unit_test(spans_are_right_in_every_unit),
  };
  return cmocka_run_group_tests(tests, open_model, close_model);
}
