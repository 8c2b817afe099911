import type { Migration as KyselyMigration } from "kysely";
import * as foundation from "./0001_foundation.ts";
import * as places from "./0002_places.ts";
import * as identity from "./0003_identity.ts";
import * as work from "./0004_work.ts";
import * as people from "./0005_people.ts";
import * as imports from "./0006_imports.ts";
import * as eventOrder from "./0007_event_order.ts";
import * as searchWords from "./0008_search_words.ts";
import * as searchSpelling from "./0009_search_spelling.ts";
import * as claimCode from "./0010_claim_code.ts";
import * as searchIndex from "./0011_search_index.ts";
import * as searchTables from "./0012_search_tables.ts";
import * as savedSearches from "./0013_saved_searches.ts";
import * as mail from "./0014_mail.ts";
import * as fairs from "./0015_fairs.ts";
import * as fairTickets from "./0016_fair_tickets.ts";
import * as fairDesk from "./0017_fair_desk.ts";
import * as fairChannels from "./0018_fair_channels.ts";
import * as fairReports from "./0019_fair_reports.ts";
import * as noticesOutward from "./0020_notices_outward.ts";
import * as interviewTurns from "./0021_interview_turns.ts";
import * as brought from "./0022_brought.ts";
import * as reportLines from "./0023_report_lines.ts";
import * as onlineTickets from "./0024_online_tickets.ts";
import * as taskNames from "./0025_task_names.ts";
import * as referenceLoad from "./0026_reference_load.ts";
import * as noticeParameters from "./0027_notice_parameters.ts";
import * as eventVisibility from "./0028_event_visibility.ts";
import * as channelsAndReports from "./0029_channels_and_reports.ts";
import * as sharedViews from "./0030_shared_views.ts";
import * as fairPermits from "./0031_fair_permits.ts";
import * as printedTickets from "./0032_printed_tickets.ts";
import * as importRuns from "./0033_import_runs.ts";
import * as searchWorkTerms from "./0034_search_work_terms.ts";
import * as boothNotes from "./0035_booth_notes.ts";
import * as channelVisitors from "./0036_channel_visitors.ts";
import * as closedRegistrations from "./0037_closed_registrations.ts";
import * as visibleAgreements from "./0038_visible_agreements.ts";
import * as signInLinks from "./0039_sign_in_links.ts";
import * as staff from "./0040_staff.ts";
import * as refusedRegistrations from "./0041_refused_registrations.ts";
import * as lastSeen from "./0042_last_seen.ts";
import * as auditRequest from "./0043_audit_request.ts";
import * as claimsOfAccount from "./0044_claims_of_account.ts";
import * as rateLimit from "./0045_rate_limit.ts";
import * as suspension from "./0046_suspension.ts";
import * as looks from "./0047_looks.ts";
import * as violations from "./0048_violations.ts";
import * as suspensionIndexes from "./0049_suspension_indexes.ts";
import * as backupsAndKeys from "./0050_backups_and_keys.ts";
import * as merkleLog from "./0051_merkle_log.ts";
import * as hostedCities from "./0052_hosted_cities.ts";
import * as persons from "./0053_persons.ts";
import * as personsChecked from "./0054_persons_checked.ts";
import * as federation from "./0055_federation.ts";
import * as agreementClauses from "./0056_agreement_clauses.ts";
import * as copiesAndCommands from "./0057_copies_and_commands.ts";
import * as sharingChecks from "./0058_sharing_checks.ts";
import * as talent from "./0059_talent.ts";
import * as statesAndRestores from "./0060_states_and_restores.ts";
import * as actsAcrossNodes from "./0061_acts_across_nodes.ts";
import * as scoreboard from "./0062_scoreboard.ts";
import * as cosignedCheckpoints from "./0063_cosigned_checkpoints.ts";
import * as erasures from "./0064_erasures.ts";
import * as registrationsAcrossNodes from "./0065_registrations_across_nodes.ts";
import * as talentAcrossNodes from "./0066_talent_across_nodes.ts";
import * as talentFound from "./0067_talent_found.ts";
import * as ticketsAcrossNodes from "./0068_tickets_across_nodes.ts";
import * as scansAcrossNodes from "./0069_scans_across_nodes.ts";
import * as commandsToCity from "./0070_commands_to_city.ts";
import * as cardsFollowClauses from "./0071_cards_follow_clauses.ts";
import * as queuesAcrossNodes from "./0072_queues_across_nodes.ts";
import * as supersededPayloads from "./0073_superseded_payloads.ts";
import * as knownPlans from "./0074_known_plans.ts";
import * as refusedAsks from "./0075_refused_asks.ts";
import * as exhibitorsTellMeetings from "./0076_exhibitors_tell_meetings.ts";
import * as placesAcrossNodes from "./0077_places_across_nodes.ts";
import * as turnsOfApplicants from "./0078_turns_of_applicants.ts";
import * as sealedAgain from "./0079_sealed_again.ts";
import * as whatWasDeleted from "./0080_what_was_deleted.ts";
import * as applicationsCounted from "./0081_applications_counted.ts";
import * as files from "./0082_files.ts";
import * as livestreams from "./0083_livestreams.ts";
import * as livestreamSources from "./0084_livestream_sources.ts";
import * as spokenClaims from "./0085_spoken_claims.ts";
import * as livestreamQuestions from "./0086_livestream_questions.ts";
import * as livestreamAudience from "./0087_livestream_audience.ts";
import * as livestreamsAcrossNodes from "./0088_livestreams_across_nodes.ts";
import * as livestreamsOfACity from "./0089_livestreams_of_a_city.ts";
import * as livestreamRoom from "./0090_livestream_room.ts";
import * as livestreamRecordings from "./0091_livestream_recordings.ts";
import * as takesByName from "./0092_takes_by_name.ts";
import * as linksAndReservations from "./0093_links_and_reservations.ts";
import * as livestreamFunnel from "./0094_livestream_funnel.ts";
import * as livestreamMedia from "./0095_livestream_media.ts";
import * as chosenQuestions from "./0096_chosen_questions.ts";
import * as sameNode from "./0097_same_node.ts";
import * as chosenInOrder from "./0098_chosen_in_order.ts";
import * as applicationsDue from "./0099_applications_due.ts";
import * as livestreamAskedElsewhere from "./0100_livestream_asked_elsewhere.ts";
import * as signalAfterClockJumps from "./0101_signal_after_clock_jumps.ts";
import * as worklist from "./0102_worklist.ts";
import * as worklistIndexes from "./0103_worklist_indexes.ts";
import * as rolesEver from "./0104_roles_ever.ts";
import * as monthlyFigures from "./0105_monthly_figures.ts";
import * as hallsAndNumbers from "./0106_halls_and_numbers.ts";
import * as sheetsById from "./0107_sheets_by_id.ts";
import * as repliesToInvitations from "./0108_replies_to_invitations.ts";
import * as deniedStarts from "./0109_denied_starts.ts";
import * as countyOfACard from "./0110_county_of_a_card.ts";
import * as complaints from "./0111_complaints.ts";
import * as ownSheets from "./0112_own_sheets.ts";
import * as payOfTrades from "./0113_pay_of_trades.ts";
import * as complaintsWait from "./0114_complaints_wait.ts";
import * as verificationsByDate from "./0115_verifications_by_date.ts";
import * as verificationsEnd from "./0116_verifications_end.ts";
import * as wordingPasses from "./0117_wording_passes.ts";
import * as postingsClosedBy from "./0118_postings_closed_by.ts";
import * as listsByDate from "./0119_lists_by_date.ts";

export type Migration = Pick<KyselyMigration, "up"> & {
  /**
   * False for statements that PostgreSQL refuses in a transaction, such as `create index concurrently`. Such
   * a migration may have stopped half-way: it must be safe to run again.
   */
  transactional?: boolean;
};

/** Every migration by name, in order. Never edit a released one. */
export const migrations: Record<string, Migration> = {
  "0001_foundation": foundation,
  "0002_places": places,
  "0003_identity": identity,
  "0004_work": work,
  "0005_people": people,
  "0006_imports": imports,
  "0007_event_order": eventOrder,
  "0008_search_words": searchWords,
  "0009_search_spelling": searchSpelling,
  "0010_claim_code": claimCode,
  "0011_search_index": searchIndex,
  "0012_search_tables": searchTables,
  "0013_saved_searches": savedSearches,
  "0014_mail": mail,
  "0015_fairs": fairs,
  "0016_fair_tickets": fairTickets,
  "0018_fair_channels": fairChannels,
  "0019_fair_reports": fairReports,
  "0017_fair_desk": fairDesk,
  "0020_notices_outward": noticesOutward,
  "0021_interview_turns": interviewTurns,
  "0022_brought": brought,
  "0023_report_lines": reportLines,
  "0024_online_tickets": onlineTickets,
  "0025_task_names": taskNames,
  "0026_reference_load": referenceLoad,
  "0027_notice_parameters": noticeParameters,
  "0028_event_visibility": eventVisibility,
  "0029_channels_and_reports": channelsAndReports,
  "0030_shared_views": sharedViews,
  "0031_fair_permits": fairPermits,
  "0032_printed_tickets": printedTickets,
  "0033_import_runs": importRuns,
  "0034_search_work_terms": searchWorkTerms,
  "0035_booth_notes": boothNotes,
  "0036_channel_visitors": channelVisitors,
  "0037_closed_registrations": closedRegistrations,
  "0038_visible_agreements": visibleAgreements,
  "0039_sign_in_links": signInLinks,
  "0040_staff": staff,
  "0041_refused_registrations": refusedRegistrations,
  "0042_last_seen": lastSeen,
  "0043_audit_request": auditRequest,
  "0044_claims_of_account": claimsOfAccount,
  "0045_rate_limit": rateLimit,
  "0046_suspension": suspension,
  "0047_looks": looks,
  "0048_violations": violations,
  "0049_suspension_indexes": suspensionIndexes,
  "0050_backups_and_keys": backupsAndKeys,
  "0051_merkle_log": merkleLog,
  "0052_hosted_cities": hostedCities,
  "0053_persons": persons,
  "0054_persons_checked": personsChecked,
  "0055_federation": federation,
  "0056_agreement_clauses": agreementClauses,
  "0057_copies_and_commands": copiesAndCommands,
  "0058_sharing_checks": sharingChecks,
  "0059_talent": talent,
  "0060_states_and_restores": statesAndRestores,
  "0061_acts_across_nodes": actsAcrossNodes,
  "0062_scoreboard": scoreboard,
  "0063_cosigned_checkpoints": cosignedCheckpoints,
  "0064_erasures": erasures,
  "0065_registrations_across_nodes": registrationsAcrossNodes,
  "0066_talent_across_nodes": talentAcrossNodes,
  "0067_talent_found": talentFound,
  "0068_tickets_across_nodes": ticketsAcrossNodes,
  "0069_scans_across_nodes": scansAcrossNodes,
  "0070_commands_to_city": commandsToCity,
  "0071_cards_follow_clauses": cardsFollowClauses,
  "0072_queues_across_nodes": queuesAcrossNodes,
  "0073_superseded_payloads": supersededPayloads,
  "0074_known_plans": knownPlans,
  "0075_refused_asks": refusedAsks,
  "0076_exhibitors_tell_meetings": exhibitorsTellMeetings,
  "0077_places_across_nodes": placesAcrossNodes,
  "0078_turns_of_applicants": turnsOfApplicants,
  "0079_sealed_again": sealedAgain,
  "0080_what_was_deleted": whatWasDeleted,
  "0081_applications_counted": applicationsCounted,
  "0082_files": files,
  "0083_livestreams": livestreams,
  "0084_livestream_sources": livestreamSources,
  "0085_spoken_claims": spokenClaims,
  "0086_livestream_questions": livestreamQuestions,
  "0087_livestream_audience": livestreamAudience,
  "0088_livestreams_across_nodes": livestreamsAcrossNodes,
  "0089_livestreams_of_a_city": livestreamsOfACity,
  "0090_livestream_room": livestreamRoom,
  "0091_livestream_recordings": livestreamRecordings,
  "0092_takes_by_name": takesByName,
  "0093_links_and_reservations": linksAndReservations,
  "0094_livestream_funnel": livestreamFunnel,
  "0095_livestream_media": livestreamMedia,
  "0096_chosen_questions": chosenQuestions,
  "0097_same_node": sameNode,
  "0098_chosen_in_order": chosenInOrder,
  "0099_applications_due": applicationsDue,
  "0100_livestream_asked_elsewhere": livestreamAskedElsewhere,
  "0101_signal_after_clock_jumps": signalAfterClockJumps,
  "0102_worklist": worklist,
  "0103_worklist_indexes": worklistIndexes,
  "0104_roles_ever": rolesEver,
  "0105_monthly_figures": monthlyFigures,
  "0106_halls_and_numbers": hallsAndNumbers,
  "0107_sheets_by_id": sheetsById,
  "0108_replies_to_invitations": repliesToInvitations,
  "0109_denied_starts": deniedStarts,
  "0110_county_of_a_card": countyOfACard,
  "0111_complaints": complaints,
  "0112_own_sheets": ownSheets,
  "0113_pay_of_trades": payOfTrades,
  "0114_complaints_wait": complaintsWait,
  "0115_verifications_by_date": verificationsByDate,
  "0116_verifications_end": verificationsEnd,
  "0117_wording_passes": wordingPasses,
  "0118_postings_closed_by": postingsClosedBy,
  "0119_lists_by_date": listsByDate,
};
