// Kind service: how a service starts, by its key, by security templates.
#include "state/state_own.h"

void state_kind_service(state_reading *r)
{
    const ks_setting_place *unseen = state_say_places(r, &(state_scope){ 0 });
    state_say_template(r, STATE_SECTION_SERVICE, false);
    state_end_instance(r, (ks_str){ 0 }, unseen);
}
