/* store_tables.c - the views of a store that come as columns of Arrow, with their types
 * (docs/arrow.md). Columns of a view are found by name. */
#include "extension.h"

#define REPORT TEXT("title"), TEXT("source"), TEXT("url"), TEXT("published")
#define CLAIMANT                                                       \
  TEXT("claimant"), TEXT("claimant_country"), TEXT("claimant_sector"), \
      TEXT("claim_kind"), YES("anonymous")

static const column_shape reports[] = {
    WHOLE("id"),         TEXT("name"),       TEXT("title"),         TEXT("source"),
    TEXT("url"),         TEXT("language"),   TEXT("published"),     TEXT("added"),
    WHOLE("version_id"), WHOLE("record_id"), WHOLE("n_versions"),   WHOLE("n_events"),
    WHOLE("n_tolls"),    TEXT("review"),     WHOLE("duplicate_of"), REAL("uncertainty")};

static const column_shape events[] = {WHOLE("id"),
                                      WHOLE("report_id"),
                                      TEXT("code"),
                                      TEXT("category"),
                                      TEXT("modes"),
                                      TEXT("contexts"),
                                      TEXT("cameo"),
                                      WHOLE("quad"),
                                      TEXT("status"),
                                      WHOLE("sentence"),
                                      TEXT("trigger_text"),
                                      WHOLE("trigger_start"),
                                      WHOLE("trigger_end"),
                                      TEXT("date"),
                                      TEXT("date_first"),
                                      TEXT("date_last"),
                                      TEXT("place"),
                                      TEXT("place_text"),
                                      TEXT("country"),
                                      TEXT("admin1"),
                                      REAL("lat"),
                                      REAL("lon"),
                                      TEXT("precision"),
                                      TEXT("relation"),
                                      CLAIMANT,
                                      REAL("confidence"),
                                      TEXT("rule"),
                                      TEXT("review"),
                                      TEXT("actor"),
                                      TEXT("recipient"),
                                      WHOLE("incident_id"),
                                      REPORT};

static const column_shape tolls[] = {WHOLE("id"),
                                     WHOLE("report_id"),
                                     WHOLE("event_id"),
                                     TEXT("code"),
                                     TEXT("kind"),
                                     WHOLE("low"),
                                     WHOLE("high"),
                                     YES("approx"),
                                     TEXT("status"),
                                     TEXT("side"),
                                     WHOLE("sentence"),
                                     TEXT("text"),
                                     WHOLE("start_at"),
                                     WHOLE("end_at"),
                                     TEXT("victim"),
                                     TEXT("victim_text"),
                                     TEXT("victim_country"),
                                     TEXT("victim_sector"),
                                     CLAIMANT,
                                     WHOLE("part_of"),
                                     WHOLE("replaces"),
                                     TEXT("rule"),
                                     TEXT("review"),
                                     TEXT("category"),
                                     TEXT("date"),
                                     TEXT("place"),
                                     TEXT("country"),
                                     REPORT};

static const column_shape incidents[] = {WHOLE("id"),
                                         TEXT("category"),
                                         TEXT("modes"),
                                         TEXT("date"),
                                         TEXT("place"),
                                         TEXT("country"),
                                         TEXT("admin1"),
                                         REAL("lat"),
                                         REAL("lon"),
                                         TEXT("precision"),
                                         TEXT("actor"),
                                         TEXT("recipient"),
                                         WHOLE("n_reports"),
                                         WHOLE("n_claims"),
                                         TEXT("first_published"),
                                         TEXT("last_published"),
                                         WHOLE("killed_low"),
                                         WHOLE("killed_best"),
                                         WHOLE("killed_high"),
                                         WHOLE("wounded_low"),
                                         WHOLE("wounded_best"),
                                         WHOLE("wounded_high"),
                                         WHOLE("attackers_low"),
                                         WHOLE("attackers_best"),
                                         WHOLE("attackers_high"),
                                         TEXT("changed"),
                                         TEXT("review"),
                                         TEXT("perpetrator")};

static const column_shape claims[] = {
    WHOLE("id"),   WHOLE("incident_id"), WHOLE("report_id"), WHOLE("toll_id"),
    TEXT("kind"),  WHOLE("low"),         WHOLE("high"),      YES("approx"),
    TEXT("text"),  WHOLE("sentence"),    WHOLE("start_at"),  WHOLE("end_at"),
    CLAIMANT,      TEXT("source"),       TEXT("published"),  WHOLE("duplicate_of"),
    TEXT("title"), TEXT("url")};

#define SHAPE(columns) \
  { #columns, columns, sizeof columns / sizeof *columns }

const table_shape *store_table_shape(rasid_store_view view) {
  static const table_shape shapes_of_views[RASID_STORE_N_VIEWS] = {
      [RASID_STORE_REPORTS] = SHAPE(reports),
      [RASID_STORE_EVENTS] = SHAPE(events),
      [RASID_STORE_TOLLS] = SHAPE(tolls),
      [RASID_STORE_INCIDENTS] = SHAPE(incidents),
      [RASID_STORE_CLAIMS] = SHAPE(claims)};
  const table_shape *table = &shapes_of_views[view];
  return table->columns != NULL ? table : NULL;
}
