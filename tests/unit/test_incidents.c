/* test_incidents.c - which reports tell of one occurrence, and what toll their figures
 * come to. Expectations are a reader's: reports here are made of events as records show
 * them, without text. */
#include <math.h>

#include "record_fixture.h"

enum { MAX_REPORT = 4 };

/* A report under construction; one place, party and claim for each event. */
typedef struct made {
  rasid_report report;
  rasid_event events[MAX_REPORT];
  rasid_casualty tolls[MAX_REPORT];
  rasid_place places[MAX_REPORT];
} made;

static rasid_text text(const char *s) {
  return s ? (rasid_text){s, strlen(s)} : (rasid_text){NULL, 0};
}

static rasid_claim nobody(void) {
  return (rasid_claim){.claimant = {.country = "", .sector = ""}, .kind = ""};
}

static made report_of(const char *id, const char *published) {
  made m = {0};
  rasid_report_init(&m.report);
  m.report.id = text(id);
  m.report.source = text("agency");
  m.report.published = m.report.written = text(published);
  return m;
}

typedef struct town {
  const char *name, *country, *unit;
  double lat, lon;
} town;
static const town MOSUL = {"Mosul", "IRQ", "Nineveh", 36.34, 43.12},
                  BASRA = {"Basra", "IRQ", "Basra", 30.51, 47.78},
                  KOBANI = {"Kobani", "SYR", "Aleppo", 36.89, 38.35};

/* Adds an event, undated where `date` is NULL, nowhere where `where` is. */
static size_t tell(made *m, const char *category, const char *mode, const town *where,
                   const char *date) {
  size_t i = m->report.n_events++;
  assert_true(i < MAX_REPORT);
  m->events[i] = (rasid_event){.category = category,
                               .modes = {mode},
                               .n_modes = mode != NULL,
                               .cameo = "190",
                               .status = "actual",
                               .sentence = (uint32_t)i,
                               .same_as = -1,
                               .date = text(date),
                               .date_basis = date ? "stated" : "",
                               .claim = nobody(),
                               .confidence = 0.9};
  if (!where) return i;
  m->places[i] = (rasid_place){.name = text(where->name),
                               .country = where->country,
                               .admin1 = text(where->unit),
                               .lat = where->lat,
                               .lon = where->lon,
                               .precision = "town",
                               .basis = "stated",
                               .relation = ""};
  return i;
}

static void toll(made *m, int32_t event, const char *kind, int64_t low, int64_t high) {
  size_t i = m->report.n_casualties++;
  assert_true(i < MAX_REPORT);
  m->tolls[i] = (rasid_casualty){.kind = kind,
                                 .low = low,
                                 .high = high,
                                 .event = event,
                                 .status = "actual",
                                 .side = "recipient",
                                 .claim = nobody(),
                                 .part_of = -1,
                                 .replaces = -1};
}

static void add(rasid_incidents *set, made *m) {
  rasid_error error = {0};
  for (size_t i = 0; i < m->report.n_events; i++)
    m->events[i].place = m->places[i].name.data ? &m->places[i] : NULL;
  m->report.events = m->events;
  m->report.casualties = m->tolls;
  assert_int_equal(rasid_incidents_add(set, &m->report, &error), RASID_OK);
}

static rasid_incidents *new_set(void) {
  rasid_incidents *set = NULL;
  assert_int_equal(rasid_incidents_new(&set, NULL), RASID_OK);
  assert_int_equal(rasid_incidents_n(set), 0);
  return set;
}

static void join(rasid_incidents *set, size_t n) {
  assert_int_equal(rasid_incidents_join(set, NULL), RASID_OK);
  assert_int_equal(rasid_incidents_n(set), n);
}

static rasid_incident incident(rasid_incidents *set, size_t i) {
  rasid_incident v;
  assert_true(rasid_incidents_at(set, i, &v));
  return v;
}

static void one_attack_with_two_tolls(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02"), b = report_of("b", "2021-05-03");
  toll(&a, (int32_t)tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02"), "killed", 27,
       27);
  toll(&b, (int32_t)tell(&b, "ASSAULT", "explosives", &MOSUL, "2021-05-02"), "killed", 31,
       -1);
  add(set, &a);
  add(set, &b);
  join(set, 1);
  rasid_incident v = incident(set, 0);
  assert_string_equal(v.category, "ASSAULT");
  assert_memory_equal(v.date.data, "2021-05-02", 10);
  assert_memory_equal(v.place.name.data, "Mosul", 5);
  assert_int_equal(v.n_reports, 2);
  assert_int_equal(v.n_claims, 2);
  assert_int_equal(v.claims[0].low, 27);
  assert_int_equal(v.claims[1].high, -1);
  rasid_toll t = rasid_incident_toll(v.claims, 2, "killed", RASID_TOLL_BOUNDS);
  assert_int_equal(t.low, 27);
  assert_int_equal(t.best, 31);
  assert_int_equal(t.high, -1);
  rasid_incidents_free(set);
}

/* Near misses are kept apart. */
static void two_attacks_in_one_city_on_one_day(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02");
  tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  tell(&a, "ASSAULT", "firearms", &MOSUL, "2021-05-02");
  toll(&a, 0, "killed", 40, 40);
  toll(&a, 1, "killed", 2, 2);
  add(set, &a);
  join(set, 2);
  rasid_incidents_free(set);
}

static void attacks_on_two_days_and_in_two_towns(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02"), b = report_of("b", "2021-05-09"),
       c = report_of("c", "2021-05-02");
  tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  tell(&b, "ASSAULT", "explosives", &MOSUL, "2021-05-09");
  tell(&c, "ASSAULT", "explosives", &BASRA, "2021-05-02");
  add(set, &a);
  add(set, &b);
  add(set, &c);
  join(set, 3);
  rasid_incidents_free(set);
}

static void a_raid_and_its_reprisal(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02");
  tell(&a, "ASSAULT", "aerial", &KOBANI, "2021-05-02");
  tell(&a, "ASSAULT", "heavy-weapons", &MOSUL, "2021-05-02");
  add(set, &a);
  join(set, 2);
  rasid_incidents_free(set);
}

/* Sixty killed in a day in the country are not the twenty in one town, nor the ten in the
 * other, though day, country and weapon agree. */
static void a_total_of_a_day_and_its_parts(void **state) {
  (void)state;
  const town country = {"Iraq", "IRQ", NULL, 33, 44};
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02"), b = report_of("b", "2021-05-02"),
       c = report_of("c", "2021-05-03");
  toll(&a, (int32_t)tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02"), "killed", 20,
       20);
  toll(&b, (int32_t)tell(&b, "ASSAULT", "explosives", &BASRA, "2021-05-02"), "killed", 10,
       10);
  int32_t e = (int32_t)tell(&c, "ASSAULT", "explosives", &country, "2021-05-02");
  c.places[e].precision = "country";
  toll(&c, e, "killed", 60, 60);
  add(set, &a);
  add(set, &b);
  add(set, &c);
  join(set, 3);
  for (size_t i = 0; i < 3; i++) assert_int_equal(incident(set, i).n_reports, 1);
  rasid_incidents_free(set);
}

/* What was remembered a year later is not told anew, nor is what happened on that day. */
static void an_anniversary(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02"), b = report_of("b", "2022-05-02");
  tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  tell(&b, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  tell(&b, "ASSAULT", "explosives", &MOSUL, "2022-05-02");
  add(set, &a);
  add(set, &b);
  join(set, 2);
  assert_int_equal(incident(set, 0).n_reports, 1);
  assert_int_equal(incident(set, 1).n_reports, 1);
  assert_memory_equal(incident(set, 1).date.data, "2022-05-02", 10);
  rasid_incidents_free(set);
}

/* ---- wording ---- */

#define DISPATCH                                                                       \
  "a car loaded with explosives blew up near the vegetable market in the old quarter " \
  "while families were shopping for the feast and the blast tore through stalls and "  \
  "shops whose owners said that help came late because the bridge across the river "   \
  "had been closed since last week when engineers found cracks in two of its pillars " \
  "the governor promised an inquiry and asked people to give blood at the hospital"
#define OTHER_TEXT                                                                      \
  "gunmen on motorcycles opened fire on a patrol of the border guards late at night "   \
  "and fled into the desert where a search with helicopters went on until morning the " \
  "ministry spoke of smugglers whom it has fought along this road for years and said "  \
  "that one vehicle was found burnt out beside a well some way from the crossing point"

/* Reports of one attack of which the second says neither where nor when. */
static size_t n_of_two(const char *first, const char *second, const town *where,
                       const char *date) {
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02"), b = report_of("b", "2021-05-03");
  tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  size_t e = tell(&b, "ASSAULT", "explosives", where, date);
  toll(&b, (int32_t)e, "killed", 9, 9);
  a.report.text = text(first);
  b.report.text = text(second);
  add(set, &a);
  add(set, &b);
  assert_int_equal(rasid_incidents_join(set, NULL), RASID_OK);
  size_t n = 0;
  for (size_t i = 0; i < rasid_incidents_n(set); i++)
    n += incident(set, i).n_reports == 2;
  rasid_incidents_free(set);
  return n;
}

static void a_copy_joins_what_it_is_a_copy_of(void **state) {
  (void)state;
  assert_int_equal(n_of_two(DISPATCH, DISPATCH ", 9 killed", NULL, NULL), 1);
  assert_int_equal(n_of_two(DISPATCH, "Update. " DISPATCH, NULL, NULL), 1);
  assert_int_equal(n_of_two(DISPATCH, OTHER_TEXT, NULL, NULL), 0);
  assert_int_equal(n_of_two(DISPATCH, NULL, NULL, NULL), 0);
  /* Too little text says nothing. */
  assert_int_equal(
      n_of_two("a car blew up in a market", "a car blew up in a market", NULL, NULL), 0);
}

static void wording_says_nothing_against_what_is_told(void **state) {
  (void)state;
  assert_int_equal(n_of_two(DISPATCH, DISPATCH, &MOSUL, "2021-05-02"), 1);
  assert_int_equal(n_of_two(DISPATCH, DISPATCH, &BASRA, "2021-05-02"), 0);
  assert_int_equal(n_of_two(DISPATCH, DISPATCH, &MOSUL, "2021-04-20"), 0);
}

static void an_attack_and_a_protest(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02");
  tell(&a, "PROTEST", "demo", &MOSUL, "2021-05-02");
  tell(&a, "ASSAULT", "firearms", &MOSUL, "2021-05-02");
  tell(&a, "CONSULT", NULL, &MOSUL, "2021-05-02");
  add(set, &a);
  join(set, 2);
  assert_string_equal(incident(set, 0).category, "ASSAULT");
  assert_string_equal(incident(set, 1).category, "PROTEST");
  rasid_incidents_free(set);
}

static void what_did_not_happen_or_long_ago_is_none(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02");
  tell(&a, "ASSAULT", "explosives", &MOSUL, "2020-05-02"); /* an anniversary */
  a.events[tell(&a, "ASSAULT", "explosives", &BASRA, "2021-05-02")].status = "negated";
  a.events[tell(&a, "ASSAULT", "explosives", &KOBANI, "2021-05-03")].status = "planned";
  tell(&a, "ASSAULT", "explosives", &KOBANI, "2019"); /* a year is no day */
  add(set, &a);
  join(set, 0);
  rasid_incidents_free(set);
}

static void a_condemnation_waits_for_its_attack(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-03"), b = report_of("b", "2021-05-03");
  for (int i = 0; i < 3; i++) tell(&a, "CONSULT", NULL, NULL, NULL);
  tell(&a, "ASSAULT", "explosives", &MOSUL, NULL); /* in the fourth sentence */
  tell(&b, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  toll(&b, 0, "killed", 12, 12);
  add(set, &a);
  join(set, 0);
  add(set, &b);
  join(set, 1);
  assert_int_equal(incident(set, 0).n_reports, 2);
  rasid_incidents_free(set);
}

static void an_undated_mention_is_of_what_happened_lately(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02"), b = report_of("b", "2021-05-04"),
       c = report_of("c", "2021-09-20");
  tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  tell(&b, "ASSAULT", "explosives", &MOSUL, NULL);
  tell(&c, "ASSAULT", "explosives", &MOSUL, NULL);
  add(set, &c); /* in whatever order they come */
  add(set, &b);
  add(set, &a);
  join(set, 2);
  size_t n[2] = {incident(set, 0).n_reports, incident(set, 1).n_reports};
  assert_int_equal(n[0] + n[1], 3);
  assert_true(n[0] == 2 || n[1] == 2);
  rasid_incidents_free(set);
}

static void a_town_that_no_gazetteer_has_is_known_by_its_name(void **state) {
  (void)state;
  const town written = {"Mosul", "SYR", NULL, NAN, NAN}; /* its country a guess */
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02"), b = report_of("b", "2021-05-03");
  tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  tell(&b, "ASSAULT", "explosives", &written, "2021-05-02");
  add(set, &a);
  add(set, &b);
  join(set, 1);
  rasid_incidents_free(set);
}

static void a_few_days_are_no_background_and_no_day(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02");
  tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-04-30/2021-05-02");
  tell(&a, "ASSAULT", "explosives", &BASRA, "2020-04-30/2020-05-02");
  tell(&a, "ASSAULT", "explosives", &KOBANI, "2021-01-01/2021-05-02");
  add(set, &a);
  join(set, 1);
  assert_null(incident(set, 0).date.data);
  rasid_incidents_free(set);
}

static void parts_add_up_and_are_no_claims(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02");
  int32_t e = (int32_t)tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  toll(&a, e, "killed", 10, 10);
  toll(&a, e, "killed", 3, 3);
  toll(&a, e, "killed", 2, 2);
  a.tolls[2].part_of = 0;
  toll(&a, -1, "wounded", 9, 9); /* of no event: of what was told before */
  add(set, &a);
  join(set, 1);
  rasid_incident v = incident(set, 0);
  assert_int_equal(v.n_claims, 2);
  assert_string_equal(v.claims[0].kind, "killed");
  assert_int_equal(v.claims[0].low, 13);
  assert_int_equal(v.claims[0].high, 13);
  assert_string_equal(v.claims[1].kind, "wounded");
  rasid_incidents_free(set);
}

static void attackers_are_counted_apart_and_words_are_no_figure(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02");
  int32_t e = (int32_t)tell(&a, "ASSAULT", "firearms", &MOSUL, "2021-05-02");
  toll(&a, e, "killed", 4, 4);
  a.tolls[0].side = "actor";
  toll(&a, e, "killed", 2, -1); /* «victims» */
  toll(&a, e, "killed", 8, 8);
  a.tolls[2].status = "denied";
  add(set, &a);
  join(set, 1);
  rasid_incident v = incident(set, 0);
  assert_int_equal(v.n_claims, 1);
  assert_string_equal(v.claims[0].kind, "killed_attackers");
  assert_int_equal(rasid_incident_toll(v.claims, 1, "killed", RASID_TOLL_BOUNDS).low, -1);
  rasid_incidents_free(set);
}

static void a_figure_that_was_replaced_gives_way(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  made a = report_of("a", "2021-05-02");
  int32_t e = (int32_t)tell(&a, "ASSAULT", "explosives", &MOSUL, "2021-05-02");
  toll(&a, e, "killed", 12, 12);
  toll(&a, e, "killed", 20, 20);
  a.tolls[1].replaces = 0;
  add(set, &a);
  join(set, 1);
  rasid_incident v = incident(set, 0);
  assert_int_equal(v.n_claims, 1);
  assert_int_equal(v.claims[0].low, 20);
  rasid_incidents_free(set);
}

/* ---- rules ---- */

static rasid_incident_claim claim(const char *published, int64_t low, int64_t high,
                                  const char *country, const char *sector) {
  return (rasid_incident_claim){.kind = "killed",
                                .published = text(published),
                                .low = low,
                                .high = high,
                                .country = country,
                                .sector = sector,
                                .claimant = text(*sector ? "somebody" : NULL)};
}

static void rules_are_functions_of_the_claims(void **state) {
  (void)state;
  const rasid_incident_claim claims[] = {
      claim("2021-05-01", 20, 99, "", ""),       /* dozens, the report's own */
      claim("2021-05-02", 45, 45, "IRQ", "REB"), /* a party to the fight */
      claim("2021-05-02", 30, 30, "IRQ", "COP"), /* an official */
      claim("2021-05-03", 33, -1, "IRQ", "GOV"), /* a later one */
  };
  rasid_toll t = rasid_incident_toll(claims, 4, "killed", RASID_TOLL_BOUNDS);
  assert_int_equal(t.low, 20);
  assert_int_equal(t.high, -1);
  t = rasid_incident_toll(claims, 4, "killed", RASID_TOLL_CONSERVATIVE);
  assert_int_equal(t.best, 12); /* ACLED's figure for dozens */
  t = rasid_incident_toll(claims, 4, "killed", RASID_TOLL_UCDP);
  assert_int_equal(t.best, 33);
  assert_int_equal(t.low, 20);
  t = rasid_incident_toll(claims, 4, "killed", RASID_TOLL_LATEST_OFFICIAL);
  assert_int_equal(t.best, 33);
  t = rasid_incident_toll(claims, 2, "killed", RASID_TOLL_LATEST_OFFICIAL);
  assert_int_equal(t.low, -1); /* no official said anything */
  t = rasid_incident_toll(claims, 4, "wounded", RASID_TOLL_UCDP);
  assert_int_equal(t.best, -1);
  t = rasid_incident_toll(NULL, 0, "killed", RASID_TOLL_UCDP);
  assert_int_equal(t.best, -1);
  for (unsigned i = 0; i < RASID_N_TOLL_RULES; i++)
    assert_non_null(rasid_toll_rule_name((rasid_toll_rule)i));
  assert_null(rasid_toll_rule_name(RASID_N_TOLL_RULES));
}

/* One is like the other, but it only asks; what passes is nowhere. */
static void who_asks_changes_nothing(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  rasid_incident_answer answer;
  rasid_incident_episode episode;
  made first = report_of("a", "2015-07-18"), second = report_of("b", "2015-07-19"),
       third = report_of("c", "2015-07-19");
  tell(&first, "ASSAULT", "explosives", &MOSUL, "2015-07-17");
  tell(&second, "ASSAULT", "explosives", &MOSUL, "2015-07-17");
  tell(&third, "ASSAULT", "explosives", &BASRA, "2015-07-17");
  add(set, &first);
  add(set, &second);
  add(set, &third);
  rasid_incidents_set_turn(set, 1, RASID_TURN_ASKS);
  rasid_incidents_set_turn(set, 2, RASID_TURN_PASSES);
  rasid_incidents_set_turn(set, 3, RASID_TURN_PASSES); /* there is none: nothing */
  join(set, 1);
  assert_int_equal(incident(set, 0).n_reports, 1);
  assert_true(rasid_incidents_answer(set, 1, &answer));
  assert_int_equal(answer.incident, 0);
  assert_int_equal(answer.founder, 0);
  assert_true(answer.points > 2.4);
  assert_true(rasid_incidents_episode(set, 1, &episode));
  assert_true(episode.incident == SIZE_MAX);
  assert_true(rasid_incidents_answer(set, 0, &answer));
  assert_true(answer.incident == SIZE_MAX && answer.founder == SIZE_MAX);
  assert_false(rasid_incidents_answer(set, 3, &answer));
  assert_false(rasid_incidents_answer(set, 0, NULL));
  rasid_incidents_free(set);
}

/* 2015-07-17 in days since 1970. */
enum { DAY = 16633 };

static rasid_incident_block block_of(const rasid_place *places, size_t n, int32_t first,
                                     int32_t last) {
  return (rasid_incident_block){
      .places = places, .n_places = n, .first_day = first, .last_day = last};
}

/* The limits are those of the table of points in docs/incidents.md. */
static void what_is_apart_need_not_ask(void **state) {
  (void)state;
  rasid_incidents *set = new_set();
  rasid_incident_facts facts;
  made m = report_of("a", "2015-07-18"), others = report_of("b", "2015-07-18");
  tell(&m, "ASSAULT", "explosives", &MOSUL, "2015-07-17");
  tell(&others, "ASSAULT", NULL, &MOSUL, NULL);
  tell(&others, "ASSAULT", NULL, &KOBANI, NULL);
  tell(&others, "ASSAULT", NULL, &BASRA, NULL);
  add(set, &m);
  assert_true(rasid_incidents_facts(set, 0, &facts));
  assert_true(facts.founds);
  assert_int_equal(facts.day, DAY);
  assert_int_equal(facts.published, DAY + 1);
  assert_int_equal(facts.first_day, DAY);
  assert_int_equal(facts.last_day, DAY + 1);
  assert_int_equal(facts.n_places, 1);
  const rasid_place *same = &others.places[0], *far = &others.places[1];
  rasid_incident_block b = block_of(same, 1, DAY - 40, DAY + 40);
  assert_false(rasid_incident_apart(&facts, &b));
  b = block_of(far, 2, DAY, DAY); /* another country; a town far away */
  assert_true(rasid_incident_apart(&facts, &b));
  b.nowhere = true; /* an incident that is nowhere may be this one */
  assert_false(rasid_incident_apart(&facts, &b));
  b = block_of(same, 3, DAY, DAY);
  assert_false(rasid_incident_apart(&facts, &b));
  b = block_of(same, 1, DAY - 30, DAY - 3); /* days: two apart at most */
  assert_true(rasid_incident_apart(&facts, &b));
  b = block_of(same, 1, DAY - 30, DAY - 2);
  assert_false(rasid_incident_apart(&facts, &b));
  b = block_of(same, 1, DAY + 22, DAY + 40); /* an undated mention: within 21 days */
  assert_true(rasid_incident_apart(&facts, &b));
  b = block_of(same, 1, DAY + 21, DAY + 40);
  assert_false(rasid_incident_apart(&facts, &b));
  b = block_of(same, 1, INT32_MIN, DAY - 30); /* the day of one is not known */
  assert_false(rasid_incident_apart(&facts, &b));
  facts.day = INT32_MIN; /* undated: of what was told up to 45 days ago */
  b = block_of(same, 1, DAY - 90, DAY + 1 - 46);
  assert_true(rasid_incident_apart(&facts, &b));
  b = block_of(same, 1, DAY - 90, DAY + 1 - 45);
  assert_false(rasid_incident_apart(&facts, &b));
  facts.n_places = 0;
  b = block_of(far, 1, DAY, DAY);
  assert_false(rasid_incident_apart(&facts, &b));
  assert_false(rasid_incident_apart(NULL, &b));
  join(set, 1);
  assert_false(rasid_incidents_facts(set, 0, &facts)); /* it was joined */
  rasid_incidents_free(set);
}

static void mistakes_of_the_caller_are_told(void **state) {
  (void)state;
  rasid_error error = {0};
  rasid_incident v;
  rasid_incidents *set = new_set();
  assert_int_equal(rasid_incidents_add(set, NULL, &error), RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_incidents_join(NULL, &error), RASID_ERROR_ARGUMENT);
  assert_int_equal(rasid_incidents_add_record(set, NULL, NULL, &error),
                   RASID_ERROR_ARGUMENT);
  assert_true(strlen(error.message) > 0);
  assert_false(rasid_incidents_at(set, 0, &v));
  assert_int_equal(rasid_incidents_n(NULL), 0);
  rasid_incidents_free(set);
  rasid_incidents_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_attack_with_two_tolls),
      cmocka_unit_test(two_attacks_in_one_city_on_one_day),
      cmocka_unit_test(attacks_on_two_days_and_in_two_towns),
      cmocka_unit_test(a_raid_and_its_reprisal),
      cmocka_unit_test(a_total_of_a_day_and_its_parts),
      cmocka_unit_test(an_anniversary),
      cmocka_unit_test(a_copy_joins_what_it_is_a_copy_of),
      cmocka_unit_test(wording_says_nothing_against_what_is_told),
      cmocka_unit_test(an_attack_and_a_protest),
      cmocka_unit_test(what_did_not_happen_or_long_ago_is_none),
      cmocka_unit_test(a_condemnation_waits_for_its_attack),
      cmocka_unit_test(an_undated_mention_is_of_what_happened_lately),
      cmocka_unit_test(a_town_that_no_gazetteer_has_is_known_by_its_name),
      cmocka_unit_test(a_few_days_are_no_background_and_no_day),
      cmocka_unit_test(parts_add_up_and_are_no_claims),
      cmocka_unit_test(attackers_are_counted_apart_and_words_are_no_figure),
      cmocka_unit_test(a_figure_that_was_replaced_gives_way),
      cmocka_unit_test(rules_are_functions_of_the_claims),
      cmocka_unit_test(who_asks_changes_nothing),
      cmocka_unit_test(what_is_apart_need_not_ask),
      cmocka_unit_test(mistakes_of_the_caller_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
