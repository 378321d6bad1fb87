/* weigh.h - the named features by which candidates are weighed; shared by the files that
 * find them (weigh.c, weigh_nearby.c). */
#ifndef RASID_EVENT_WEIGH_H
#define RASID_EVENT_WEIGH_H

#include "event/event_inside.h"

enum feature {
#define FEATURE(id, name) F_##id,
#include "event/weigh_features.inc"
#undef FEATURE
  N_FEATURES
};

static inline void feature_on(event *e, enum feature f) {
  e->features[(unsigned)f / 64] |= (uint64_t)1 << ((unsigned)f % 64);
}
/* Few are foreseeable: no branch. */
static inline void feature_on_if(event *e, enum feature f, bool yes) {
  uint64_t bit = (uint64_t)1 << ((unsigned)f % 64);
  e->features[(unsigned)f / 64] |= yes ? bit : 0;
}

/* Features of candidate `index` from the words and candidates around it. */
void weigh_nearby(const event_context *c, const event_doc *ed, uint32_t index);

#endif
