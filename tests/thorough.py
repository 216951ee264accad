"""What is in every run, and what is left to the thorough part."""

from __future__ import annotations

from typing import Any

import pytest

# Of what takes long and has many cases that are much alike, one in so many is in every run.
ONE_IN = {
    "rules/test_contract.py::test_a_demand_alone_allows_what_its_check_allows": 12,
    "rules/test_contract.py::test_all_demands_together_allow_what_their_checks_allow": 9,
    "rules/test_contract.py::test_a_demand_by_name_allows_what_its_check_allows": 9,
    "rules/test_contract.py::test_tier_by_tier_the_best_found_is_the_best_there_is": 18,
    "rules/test_contract.py::test_a_cost_counts_what_its_check_counts": 10,
    "rules/test_contract.py::test_a_cost_is_paid_and_saved_in_its_worlds": 9,
    "rules/test_contract.py::test_a_demand_is_kept_and_broken_in_its_worlds": 2,
    "rules/test_contract_of_tables.py::test_a_cost_is_what_its_check_counts": 2,
    "rules/test_contract_of_tables.py::test_a_demand_is_broken_where_its_check_says_so": 4,
    "rules/test_reads.py::test_a_rule_sees_nothing_that_it_does_not_read": 4,
    "rules/test_reads.py::test_a_rule_sees_all_that_it_reads": 3,
    "rules/test_reads.py::test_a_rule_that_says_less_than_it_reads_is_caught": 5,
    "rules/test_mutations.py::test_a_misreading_by_check_is_caught": 11,
    "rules/test_mutations.py::test_a_fault_of_an_encoding_is_caught": 9,
    "rules/test_mutations.py::test_a_misreading_by_what_is_told_the_solver_is_caught": 9,
    "rules/test_mutations.py::test_a_fault_that_any_rule_may_have_is_caught": 6,
    "assign/test_prices.py::test_seats_keep_the_demands_and_bounds_hold": 5,
    "assign/test_mip.py::test_it_is_as_good_as_the_best_of_all_seats": 4,
    "assign/test_places.py::test_it_is_true_when_tried": 2,
    "assign/test_places.py::test_nothing_useful_is_left_out": 2,
    "assign/test_whole.py::test_no_timetable_with_seats_is_better": 2,
    "assign/test_whole.py::test_what_has_a_programme_with_its_seats_is_never_called_impossible": 2,
    "assign/test_agreement.py::test_what_is_assigned_is_the_best_to_the_last_tie": 2,
    "assign/test_agreement.py::test_methods_and_brute_force_agree": 2,
    "search/test_columns.py::test_sessions_may_have_times_and_rooms_of_their_own": 3,
    "search/test_columns.py::test_the_proof_is_what_trying_every_timetable_finds": 3,
    "search/test_stretch_search.py::test_the_best_is_found_and_proven": 3,
    "search/test_stretch_search.py::test_no_count_is_more_than_the_least_there_is": 3,
    "search/test_attendance_annealing.py::test_every_change_costs_what_the_rules_count": 2,
    "search/test_attendance_annealing.py::test_what_is_small_is_solved_to_the_best_there_is": 2,
    "search/test_stretch_mutations.py::test_a_fault_is_caught": 9,
    "search/test_grid.py::test_the_bound_and_the_floor_are_never_above_what_a_timetable_costs": 6,
    "replan/test_executors.py::test_no_process_is_left_behind": 2,
    "replan/test_plan_codes.py::test_a_problem_in_codes_asks_for_the_same": 3,
    "replan/test_minimum_by_enumeration.py::test_nothing_is_nearer_than_the_plan": 2,
    "explain/test_ways_out.py::test_a_kind_of_edit": 2,
    "test_preflight_readable.py::test_what_can_be_solved_is_not_impossible": 3,
    "files/test_grammar.py::test_a_cell_as_long_as_can_be_is_read_or_refused": 6,
    "files/test_injections.py::test_nothing_that_is_written_is_obeyed": 9,
    "files/test_injections.py::test_no_refusal_is_obeyed": 9,
    "files/test_injections.py::test_no_name_of_a_file_or_a_key_is_obeyed": 4,
    "files/test_injections.py::test_words_are_never_taken_for_a_part_of_a_page": 6,
    "files/test_calendars.py::test_importing_each_version_leaves_exactly_the_last_agenda": 5,
    "files/test_matrices.py::test_what_is_filled_in": 2,
    "files/test_hand_edits.py::test_what_changes_nothing": 3,
    "files/test_hand_edits.py::test_what_is_shown_changes_nothing": 3,
    "files/test_hand_edits.py::test_what_refers_to_a_new_id_follows": 3,
    "files/test_round_trip.py::test_a_row_that_looks_like_no_data": 6,
    "files/test_round_trip.py::test_a_stored_draft": 3,
    "files/test_round_trip.py::test_ids_beside_a_plain_one": 3,
    "files/test_folders.py::test_all_or_nothing": 3,
    "files/test_bad_files.py::test_check_says_what_is_bad": 2,
    "files/test_bad_files.py::test_solve_writes_nothing": 2,
    "benchmarks/test_cosplib.py::test_a_timetable_costs_what_its_schedule_comes_to": 3,
    "benchmarks/test_alpine.py::test_the_best_schedule_and_no_better_one_than_planned": 3,
    "judging/test_judge.py::test_of_a_stored_programme": 3,
    "judging/test_places_of.py::test_of_a_stored_programme": 3,
    "board/test_announcing.py::test_what_is_announced_is_saved_as_replan_saves_it": 2,
    "commands/test_board.py::test_a_mark_that_says_nothing_is_passed_over": 5,
    "commands/test_width.py::test_no_line_is_wider_than_the_terminal": 8,
    "test_cli.py::test_a_signal_writes_the_best_so_far": 2,
    "test_docs_board.py::test_the_command_of_the_page_prints_an_address": 2,
    "test_docs.py::test_the_commands_on_workbooks_print_what_the_page_shows": 2,
    "test_docs.py::test_the_sentences_about_bad_cells_are_those_that_are_said": 2,
    "test_cli.py::test_from_an_empty_folder_to_a_verified_programme": 2,
    "test_instances.py::test_a_draft_is_solved_to_the_stored_optimum": 2,
}


def some_and_more(some: int, more: int, chunks: int = 1) -> list[Any]:
    """Return the seeds below `some`, and marked as thorough those from there on, in chunks."""
    parts = [
        pytest.param(range(chunk, some, chunks), id=f"some-{chunk}") for chunk in range(chunks)
    ]
    for chunk in range(chunks):
        seeds = range(some + chunk, more, chunks)
        parts.append(pytest.param(seeds, id=f"more-{chunk}", marks=pytest.mark.thorough))
    return parts
