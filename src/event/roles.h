/* roles.h - the parties of a trigger: what the files roles*.c have in common.
 */
#ifndef RASID_EVENT_ROLES_H
#define RASID_EVENT_ROLES_H

#include "event/event_inside.h"

/* Adds the party, and once more for each further code its entity has. */
void roles_add_both_sectors(const event_context *c, party *list, uint32_t *n, party p);
/* The role (enum frame_role) that the frame gives to the slot. */
unsigned roles_of_slot(const frame_record *frame, uint32_t slot);

/* ---- roles_owner.c ---- */
/* Is whom the act noun in the slot belongs to the one concerned? */
bool roles_stands_for_owner(const event_context *c, const frame_record *frame,
                            const filler *x, const event *e);
/* The act or plan of another that is refused, where no recipient is known; NULL: none. */
const filler *roles_refused_owner(const event_context *c, const frame_record *frame,
                                  const fillers *f, const event *e);
/* Gives praise, blame or refusal without a recipient who did what it is about. */
void roles_add_doer(const event_context *c, const frame_record *frame, const fillers *f,
                    event *e);

#endif
