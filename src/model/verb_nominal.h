/* verb_nominal.h - participles and regular verbal nouns. */
#ifndef RASID_MODEL_VERB_NOMINAL_H
#define RASID_MODEL_VERB_NOMINAL_H

#include "model/verb_stem.h"

/* Emits the participles (the passive one where `passive`) and the regular verbal noun
 * with all their forms. */
void verb_nominal_emit(const verb_kind *kind, bool passive, inflect_emit *emit,
                       void *context);

/* The regular verbal noun; n = 0 for form 1. */
void verb_nominal_masdar(const verb_kind *kind, inflected *masdar);

#endif
