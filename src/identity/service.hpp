#pragma once
// What other rooms call of identity, in one include.
//
//   Commands (WriteTx&, Context const&, Input const&): add_unit, succeed_unit, add_body, add_person,
//     seat_person, leave_unit, add_account, change_role, close_account, reset_password, make_link.
//   Queries: find_unit, all_units, all_lineage, bodies_of, people_of, seat_holder, role_holders,
//     seats_on, load_person, accounts_of.
//   Two people (proposal.hpp): give_role, give_link, take_second_factor, confirm_proposal, refuse_proposal.
//   Second factor (second_factor.hpp), settings of the unit (setting.hpp).
//   Sessions: prove, need_fresh_proof, sign_in, sign_in_by_link, actor_of, sign_out, sessions_of, end_session, set_password.

#include "identity/account.hpp"
#include "identity/person.hpp"
#include "identity/sessions.hpp"
#include "identity/unit.hpp"
