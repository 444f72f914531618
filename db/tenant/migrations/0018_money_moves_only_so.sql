-- One pool for a source, a year and whoever arranges it.
CREATE UNIQUE INDEX `pools_once` ON `pools` (`source`, `year`, coalesce(`unit_id`, ''));
--> statement-breakpoint
CREATE TRIGGER `pools_begin_empty` BEFORE INSERT ON `pools`
WHEN NEW.`available_fen` <> 0 OR NEW.`reserved_fen` <> 0 OR NEW.`committed_fen` <> 0 OR NEW.`paid_fen` <> 0 OR NEW.`entries` <> 0
	OR EXISTS (SELECT 1 FROM `pools` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'money moves by the ledger alone');
END;
--> statement-breakpoint
-- The buckets move with exactly the next entry of the ledger, or not at all.
CREATE TRIGGER `pools_move_by_the_ledger` BEFORE UPDATE ON `pools`
WHEN NEW.`id` IS NOT OLD.`id` OR NEW.`source` IS NOT OLD.`source` OR NEW.`year` IS NOT OLD.`year` OR NEW.`unit_id` IS NOT OLD.`unit_id`
	OR (OLD.`state` = 'closed' AND (NEW.`state` = 'open' OR NEW.`entries` <> OLD.`entries`))
	OR NOT (
		(NEW.`entries` = OLD.`entries` AND NEW.`available_fen` = OLD.`available_fen` AND NEW.`reserved_fen` = OLD.`reserved_fen` AND NEW.`committed_fen` = OLD.`committed_fen` AND NEW.`paid_fen` = OLD.`paid_fen`)
		OR (NEW.`entries` = OLD.`entries` + 1 AND EXISTS (
			SELECT 1 FROM `pool_entries` AS `e` WHERE `e`.`pool_id` = NEW.`id` AND `e`.`seq` = NEW.`entries`
				AND NEW.`available_fen` - OLD.`available_fen` = `e`.`fen` * ((`e`.`to_bucket` IS 'available') - (`e`.`from_bucket` IS 'available'))
				AND NEW.`reserved_fen` - OLD.`reserved_fen` = `e`.`fen` * ((`e`.`to_bucket` IS 'reserved') - (`e`.`from_bucket` IS 'reserved'))
				AND NEW.`committed_fen` - OLD.`committed_fen` = `e`.`fen` * ((`e`.`to_bucket` IS 'committed') - (`e`.`from_bucket` IS 'committed'))
				AND NEW.`paid_fen` - OLD.`paid_fen` = `e`.`fen` * ((`e`.`to_bucket` IS 'paid') - (`e`.`from_bucket` IS 'paid'))
		))
	)
BEGIN
	SELECT RAISE(ABORT, 'money moves by the ledger alone');
END;
--> statement-breakpoint
CREATE TRIGGER `pools_are_never_removed` BEFORE DELETE ON `pools`
BEGIN
	SELECT RAISE(ABORT, 'a pool is closed, never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `pool_entries_follow_one_another` BEFORE INSERT ON `pool_entries`
WHEN NEW.`seq` IS NOT (SELECT `entries` + 1 FROM `pools` WHERE `id` = NEW.`pool_id`)
	OR (SELECT `state` FROM `pools` WHERE `id` = NEW.`pool_id`) IS NOT 'open'
BEGIN
	SELECT RAISE(ABORT, 'ledger: the pool is closed or the entry is not the next');
END;
--> statement-breakpoint
CREATE TRIGGER `pool_entries_move_money` AFTER INSERT ON `pool_entries`
BEGIN
	UPDATE `pools` SET
		`entries` = `entries` + 1,
		`available_fen` = `available_fen` + NEW.`fen` * ((NEW.`to_bucket` IS 'available') - (NEW.`from_bucket` IS 'available')),
		`reserved_fen` = `reserved_fen` + NEW.`fen` * ((NEW.`to_bucket` IS 'reserved') - (NEW.`from_bucket` IS 'reserved')),
		`committed_fen` = `committed_fen` + NEW.`fen` * ((NEW.`to_bucket` IS 'committed') - (NEW.`from_bucket` IS 'committed')),
		`paid_fen` = `paid_fen` + NEW.`fen` * ((NEW.`to_bucket` IS 'paid') - (NEW.`from_bucket` IS 'paid'))
	WHERE `id` = NEW.`pool_id`;
	INSERT INTO `batch_pools` (`batch_id`, `pool_id`)
		SELECT NEW.`batch_id`, NEW.`pool_id` WHERE NEW.`batch_id` IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM `batch_pools` WHERE `batch_id` = NEW.`batch_id` AND `pool_id` = NEW.`pool_id`);
	UPDATE `batch_pools` SET
		`reserved_fen` = `reserved_fen` + NEW.`fen` * ((NEW.`to_bucket` IS 'reserved') - (NEW.`from_bucket` IS 'reserved')),
		`committed_fen` = `committed_fen` + NEW.`fen` * ((NEW.`to_bucket` IS 'committed') - (NEW.`from_bucket` IS 'committed')),
		`paid_fen` = `paid_fen` + NEW.`fen` * ((NEW.`to_bucket` IS 'paid') - (NEW.`from_bucket` IS 'paid'))
	WHERE `batch_id` = NEW.`batch_id` AND `pool_id` = NEW.`pool_id`;
END;
--> statement-breakpoint
-- The other half of a transfer isn't left to whoever writes the first.
CREATE TRIGGER `pool_entries_arrive` AFTER INSERT ON `pool_entries`
WHEN NEW.`kind` = 'transfer' AND NEW.`from_bucket` = 'available'
BEGIN
	INSERT INTO `pool_entries` (`pool_id`, `seq`, `kind`, `fen`, `from_bucket`, `to_bucket`, `other_pool_id`, `because`, `user_id`, `at`)
		SELECT NEW.`other_pool_id`, `entries` + 1, 'transfer', NEW.`fen`, NULL, 'available', NEW.`pool_id`, NEW.`because`, NEW.`user_id`, NEW.`at`
		FROM `pools` WHERE `id` = NEW.`other_pool_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `pool_entries_are_never_changed` BEFORE UPDATE ON `pool_entries`
BEGIN
	SELECT RAISE(ABORT, 'the ledger is only added to');
END;
--> statement-breakpoint
CREATE TRIGGER `pool_entries_are_never_removed` BEFORE DELETE ON `pool_entries`
BEGIN
	SELECT RAISE(ABORT, 'the ledger is only added to');
END;
--> statement-breakpoint
CREATE TRIGGER `batch_pools_are_never_removed` BEFORE DELETE ON `batch_pools`
BEGIN
	SELECT RAISE(ABORT, 'the ledger is only added to');
END;
--> statement-breakpoint
CREATE TRIGGER `calculations_are_never_changed` BEFORE UPDATE ON `calculations`
BEGIN
	SELECT RAISE(ABORT, 'a calculation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `calculations_are_never_removed` BEFORE DELETE ON `calculations`
BEGIN
	SELECT RAISE(ABORT, 'a calculation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `calculations_are_never_replaced` BEFORE INSERT ON `calculations`
WHEN EXISTS (SELECT 1 FROM `calculations` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: calculations.id');
END;
--> statement-breakpoint
CREATE TRIGGER `calculation_inputs_are_never_changed` BEFORE UPDATE ON `calculation_inputs`
BEGIN
	SELECT RAISE(ABORT, 'a calculation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `calculation_inputs_are_never_removed` BEFORE DELETE ON `calculation_inputs`
BEGIN
	SELECT RAISE(ABORT, 'a calculation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `calculation_inputs_are_its_own` BEFORE INSERT ON `calculation_inputs`
WHEN EXISTS (SELECT 1 FROM `calculation_inputs` WHERE `calculation_id` = NEW.`calculation_id` AND `part` = NEW.`part`)
	OR (SELECT count(*) FROM `calculation_inputs` WHERE `calculation_id` = NEW.`calculation_id`) * 1000 >= (SELECT max(`recipients`, 1) FROM `calculations` WHERE `id` = NEW.`calculation_id`)
BEGIN
	SELECT RAISE(ABORT, 'a calculation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `calculation_lines_are_never_changed` BEFORE UPDATE ON `calculation_lines`
BEGIN
	SELECT RAISE(ABORT, 'a calculation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `calculation_lines_are_never_removed` BEFORE DELETE ON `calculation_lines`
BEGIN
	SELECT RAISE(ABORT, 'a calculation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `calculation_lines_are_its_own` BEFORE INSERT ON `calculation_lines`
WHEN EXISTS (SELECT 1 FROM `calculation_lines` WHERE `calculation_id` = NEW.`calculation_id` AND `position` = NEW.`position`)
	OR NEW.`position` >= (SELECT `lines` FROM `calculations` WHERE `id` = NEW.`calculation_id`)
BEGIN
	SELECT RAISE(ABORT, 'a calculation never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `batches_begin_as_drafts` BEFORE INSERT ON `batches`
WHEN NEW.`state` <> 'draft' OR NEW.`round` <> 0 OR EXISTS (SELECT 1 FROM `batches` WHERE `id` = NEW.`id` OR `number` = NEW.`number`)
BEGIN
	SELECT RAISE(ABORT, 'a batch begins as a draft');
END;
--> statement-breakpoint
-- The life of a batch. Once it is approved nothing but its state changes, and it is approved by as many as it takes.
CREATE TRIGGER `batches_go_step_by_step` BEFORE UPDATE ON `batches`
WHEN NEW.`revision` IS NOT OLD.`revision` + 1 OR NEW.`id` IS NOT OLD.`id` OR NEW.`number` IS NOT OLD.`number` OR NEW.`kind` IS NOT OLD.`kind`
	OR NEW.`calculation_id` IS NOT OLD.`calculation_id` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`split_from` IS NOT OLD.`split_from`
	OR NEW.`created_by` IS NOT OLD.`created_by` OR NEW.`created_at` IS NOT OLD.`created_at`
	OR NOT (
		(NEW.`state` = OLD.`state` AND OLD.`state` IN ('draft', 'returned', 'prepared', 'approved', 'paid'))
		OR (OLD.`state` IN ('draft', 'returned') AND NEW.`state` IN ('prepared', 'void'))
		OR (OLD.`state` = 'prepared' AND NEW.`state` IN ('approved', 'returned', 'void'))
		OR (OLD.`state` = 'approved' AND NEW.`state` IN ('paid', 'void'))
	)
	OR NEW.`round` <> OLD.`round` + (NEW.`state` = 'prepared' AND OLD.`state` <> 'prepared')
	OR (OLD.`state` NOT IN ('draft', 'returned') AND NEW.`state` NOT IN ('returned') AND (
		NEW.`total_fen` IS NOT OLD.`total_fen` OR NEW.`lines` IS NOT OLD.`lines` OR NEW.`title` IS NOT OLD.`title` OR NEW.`reason` IS NOT OLD.`reason`
		OR NEW.`levels` IS NOT OLD.`levels` OR NEW.`prepared_by` IS NOT OLD.`prepared_by` OR NEW.`prepared_at` IS NOT OLD.`prepared_at`))
	OR (OLD.`approved_at` IS NOT NULL AND NEW.`approved_at` IS NOT OLD.`approved_at`)
BEGIN
	SELECT RAISE(ABORT, 'batch: not this step now');
END;
--> statement-breakpoint
CREATE TRIGGER `batches_are_approved_by_enough` BEFORE UPDATE ON `batches`
WHEN OLD.`state` = 'prepared' AND NEW.`state` = 'approved'
	AND (SELECT count(*) FROM `approvals` WHERE `batch_id` = NEW.`id` AND `round` = NEW.`round` AND `decision` = 'approve') IS NOT OLD.`levels`
BEGIN
	SELECT RAISE(ABORT, 'batch: not approved by enough');
END;
--> statement-breakpoint
CREATE TRIGGER `batches_are_paid_when_all_is` BEFORE UPDATE ON `batches`
WHEN OLD.`state` <> 'paid' AND NEW.`state` = 'paid'
	AND EXISTS (SELECT 1 FROM `payments` WHERE `batch_id` = NEW.`id` AND `state` IN ('waiting', 'ordered'))
BEGIN
	SELECT RAISE(ABORT, 'batch: something is not paid');
END;
--> statement-breakpoint
CREATE TRIGGER `batches_are_void_before_money_moves` BEFORE UPDATE ON `batches`
WHEN NEW.`state` IN ('void', 'returned') AND OLD.`state` <> NEW.`state`
	AND EXISTS (SELECT 1 FROM `payments` WHERE `batch_id` = NEW.`id` AND `state` <> 'void')
BEGIN
	SELECT RAISE(ABORT, 'batch: money has moved');
END;
--> statement-breakpoint
CREATE TRIGGER `batches_are_never_removed` BEFORE DELETE ON `batches`
BEGIN
	SELECT RAISE(ABORT, 'a batch is void, never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `batch_lines_are_put_in_drafts` BEFORE INSERT ON `batch_lines`
WHEN NEW.`is_live` <> 1 OR (SELECT `state` FROM `batches` WHERE `id` = NEW.`batch_id`) IS NOT 'draft'
	OR (SELECT `calculation_id` FROM `batches` WHERE `id` = NEW.`batch_id`) IS NOT NEW.`calculation_id`
	OR (SELECT `is_failed` FROM `calculation_lines` WHERE `calculation_id` = NEW.`calculation_id` AND `position` = NEW.`position`) IS NOT 0
	OR EXISTS (SELECT 1 FROM `batch_lines` WHERE `batch_id` = NEW.`batch_id` AND `position` = NEW.`position`)
BEGIN
	SELECT RAISE(ABORT, 'batch: lines are put into a draft');
END;
--> statement-breakpoint
CREATE TRIGGER `batch_lines_are_live_once` BEFORE INSERT ON `batch_lines`
WHEN EXISTS (SELECT 1 FROM `batch_lines` WHERE `calculation_id` = NEW.`calculation_id` AND `position` = NEW.`position` AND `is_live` = 1)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: batch_lines.calculation_id, batch_lines.position');
END;
--> statement-breakpoint
CREATE TRIGGER `batch_lines_only_end` BEFORE UPDATE ON `batch_lines`
WHEN OLD.`is_live` <> 1 OR NEW.`is_live` <> 0 OR NEW.`batch_id` IS NOT OLD.`batch_id` OR NEW.`position` IS NOT OLD.`position` OR NEW.`calculation_id` IS NOT OLD.`calculation_id`
	OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`grant` IS NOT OLD.`grant` OR NEW.`fen` IS NOT OLD.`fen`
	OR (SELECT `state` FROM `batches` WHERE `id` = NEW.`batch_id`) NOT IN ('draft', 'returned', 'void')
BEGIN
	SELECT RAISE(ABORT, 'batch: a line only leaves, before it is prepared');
END;
--> statement-breakpoint
CREATE TRIGGER `batch_lines_are_never_removed` BEFORE DELETE ON `batch_lines`
BEGIN
	SELECT RAISE(ABORT, 'batch: a line only leaves, before it is prepared');
END;
--> statement-breakpoint
CREATE TRIGGER `batch_sources_are_chosen_before` BEFORE INSERT ON `batch_sources`
WHEN (SELECT `state` FROM `batches` WHERE `id` = NEW.`batch_id`) NOT IN ('draft', 'returned')
BEGIN
	SELECT RAISE(ABORT, 'batch: sources are chosen before it is prepared');
END;
--> statement-breakpoint
CREATE TRIGGER `batch_sources_are_never_changed` BEFORE UPDATE ON `batch_sources`
BEGIN
	SELECT RAISE(ABORT, 'batch: sources are chosen before it is prepared');
END;
--> statement-breakpoint
CREATE TRIGGER `batch_sources_stay` BEFORE DELETE ON `batch_sources`
WHEN (SELECT `state` FROM `batches` WHERE `id` = OLD.`batch_id`) NOT IN ('draft', 'returned')
BEGIN
	SELECT RAISE(ABORT, 'batch: sources are chosen before it is prepared');
END;
--> statement-breakpoint
CREATE TRIGGER `approvals_come_in_order` BEFORE INSERT ON `approvals`
WHEN NOT EXISTS (
	SELECT 1 FROM `batches` WHERE `id` = NEW.`batch_id` AND `state` = 'prepared' AND `round` = NEW.`round` AND NEW.`level` <= `levels`
		AND NEW.`level` = 1 + (SELECT count(*) FROM `approvals` WHERE `batch_id` = NEW.`batch_id` AND `round` = NEW.`round` AND `decision` = 'approve')
)
	OR EXISTS (SELECT 1 FROM `approvals` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'batch: not this approval now');
END;
--> statement-breakpoint
-- Who approves has done that step on the case, so that the table of separated steps holds on every path.
CREATE TRIGGER `approvals_are_steps` BEFORE INSERT ON `approvals`
WHEN NEW.`decision` = 'approve' AND NOT EXISTS (
	SELECT 1 FROM `case_steps` WHERE `case_kind` = 'batch' AND `case_id` = NEW.`batch_id` AND `user_id` = NEW.`user_id` AND `step` = 'approve-' || NEW.`level`
)
BEGIN
	SELECT RAISE(ABORT, 'batch: an approval is a step of the case');
END;
--> statement-breakpoint
CREATE TRIGGER `approvals_are_never_changed` BEFORE UPDATE ON `approvals`
BEGIN
	SELECT RAISE(ABORT, 'an approval is only added');
END;
--> statement-breakpoint
CREATE TRIGGER `approvals_are_never_removed` BEFORE DELETE ON `approvals`
BEGIN
	SELECT RAISE(ABORT, 'an approval is only added');
END;
--> statement-breakpoint
CREATE TRIGGER `delegations_are_only_ended` BEFORE UPDATE ON `delegations`
WHEN OLD.`ended_at` IS NOT NULL OR NEW.`ended_at` IS NULL OR NEW.`id` IS NOT OLD.`id` OR NEW.`from_user_id` IS NOT OLD.`from_user_id` OR NEW.`to_user_id` IS NOT OLD.`to_user_id`
	OR NEW.`from_on` IS NOT OLD.`from_on` OR NEW.`until_on` IS NOT OLD.`until_on` OR NEW.`reason` IS NOT OLD.`reason` OR NEW.`decided_by` IS NOT OLD.`decided_by` OR NEW.`decided_at` IS NOT OLD.`decided_at`
BEGIN
	SELECT RAISE(ABORT, 'a delegation is ended, never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `delegations_are_never_removed` BEFORE DELETE ON `delegations`
BEGIN
	SELECT RAISE(ABORT, 'a delegation is ended, never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `grant_decisions_are_never_changed` BEFORE UPDATE ON `grant_decisions`
BEGIN
	SELECT RAISE(ABORT, 'a decision is only followed by another');
END;
--> statement-breakpoint
CREATE TRIGGER `grant_decisions_are_never_removed` BEFORE DELETE ON `grant_decisions`
BEGIN
	SELECT RAISE(ABORT, 'a decision is only followed by another');
END;
--> statement-breakpoint
CREATE TRIGGER `payees_keep_whose_they_are` BEFORE UPDATE ON `payees`
WHEN OLD.`ended_at` IS NOT NULL OR NEW.`id` IS NOT OLD.`id` OR NEW.`kind` IS NOT OLD.`kind` OR NEW.`unit_id` IS NOT OLD.`unit_id` OR NEW.`holder` IS NOT OLD.`holder` OR NEW.`revision` NOT IN (OLD.`revision`, OLD.`revision` + 1)
	OR (NEW.`revision` = OLD.`revision` AND (NEW.`last_digits` IS NOT OLD.`last_digits` OR NEW.`changed_by` IS NOT OLD.`changed_by` OR NEW.`changed_at` IS NOT OLD.`changed_at`))
BEGIN
	SELECT RAISE(ABORT, 'an account keeps whose it is');
END;
--> statement-breakpoint
CREATE TRIGGER `payees_are_never_removed` BEFORE DELETE ON `payees`
BEGIN
	SELECT RAISE(ABORT, 'an account is ended, never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `payments_begin_with_a_preparation` BEFORE INSERT ON `payments`
WHEN NEW.`state` <> 'waiting' OR (SELECT `state` FROM `batches` WHERE `id` = NEW.`batch_id`) IS NOT 'prepared'
	OR (SELECT `is_live` FROM `batch_lines` WHERE `batch_id` = NEW.`batch_id` AND `position` = NEW.`position`) IS NOT 1
	OR EXISTS (SELECT 1 FROM `payments` WHERE `id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'payment: it begins with a preparation');
END;
--> statement-breakpoint
-- REPLACE would remove the payment that has the key.
CREATE TRIGGER `payments_have_one_key` BEFORE INSERT ON `payments`
WHEN EXISTS (
	SELECT 1 FROM `payments` WHERE `unit_id` = NEW.`unit_id` AND `payee_kind` = NEW.`payee_kind` AND `holder` = NEW.`holder` AND `policy_code` = NEW.`policy_code`
		AND `grant` = NEW.`grant` AND `year` = NEW.`year` AND `instalment` = NEW.`instalment` AND `correction` = NEW.`correction` AND `state` <> 'void'
)
BEGIN
	SELECT RAISE(ABORT, 'UNIQUE constraint failed: payments.unit_id');
END;
--> statement-breakpoint
CREATE TRIGGER `payments_go_step_by_step` BEFORE UPDATE ON `payments`
WHEN NEW.`revision` IS NOT OLD.`revision` + 1 OR NEW.`id` IS NOT OLD.`id` OR NEW.`batch_id` IS NOT OLD.`batch_id` OR NEW.`position` IS NOT OLD.`position` OR NEW.`unit_id` IS NOT OLD.`unit_id`
	OR NEW.`payee_kind` IS NOT OLD.`payee_kind` OR NEW.`holder` IS NOT OLD.`holder` OR NEW.`policy_code` IS NOT OLD.`policy_code` OR NEW.`grant` IS NOT OLD.`grant`
	OR NEW.`year` IS NOT OLD.`year` OR NEW.`instalment` IS NOT OLD.`instalment` OR NEW.`correction` IS NOT OLD.`correction` OR NEW.`fen` IS NOT OLD.`fen`
	OR (OLD.`is_due` = 1 AND NEW.`is_due` = 0)
	OR NOT (
		(NEW.`state` = OLD.`state` AND OLD.`state` IN ('waiting', 'returned'))
		OR (OLD.`state` = 'waiting' AND NEW.`state` IN ('ordered', 'void'))
		OR (OLD.`state` = 'waiting' AND NEW.`state` = 'paid' AND OLD.`fen` <= 0)
		OR (OLD.`state` = 'ordered' AND NEW.`state` IN ('waiting', 'paid'))
		OR (OLD.`state` = 'paid' AND NEW.`state` = 'returned' AND OLD.`fen` > 0)
		OR (OLD.`state` = 'returned' AND NEW.`state` IN ('ordered', 'void'))
	)
BEGIN
	SELECT RAISE(ABORT, 'payment: not this step now');
END;
--> statement-breakpoint
CREATE TRIGGER `payments_are_made_out_of_approved_batches` BEFORE UPDATE ON `payments`
WHEN NEW.`state` IN ('ordered', 'paid') AND OLD.`state` <> NEW.`state` AND (
	(SELECT `state` FROM `batches` WHERE `id` = NEW.`batch_id`) NOT IN ('approved', 'paid')
	OR NEW.`is_due` = 0
)
BEGIN
	SELECT RAISE(ABORT, 'payment: not approved or not due');
END;
--> statement-breakpoint
-- An account that changed after the approval stops its payments until somebody has looked again.
CREATE TRIGGER `payments_are_ordered_to_the_account_approved` BEFORE UPDATE ON `payments`
WHEN NEW.`state` = 'ordered' AND OLD.`state` <> 'ordered' AND NOT EXISTS (
	SELECT 1 FROM `payees` WHERE `id` = NEW.`payee_id` AND `revision` = NEW.`payee_revision` AND `ended_at` IS NULL
)
BEGIN
	SELECT RAISE(ABORT, 'payment: the account is missing or has changed');
END;
--> statement-breakpoint
CREATE TRIGGER `payments_are_never_removed` BEFORE DELETE ON `payments`
BEGIN
	SELECT RAISE(ABORT, 'a payment is void, never removed');
END;
--> statement-breakpoint
CREATE TRIGGER `payment_parts_come_with_it` BEFORE INSERT ON `payment_parts`
WHEN (SELECT `batches`.`state` FROM `payments` JOIN `batches` ON `batches`.`id` = `payments`.`batch_id` WHERE `payments`.`id` = NEW.`payment_id`) IS NOT 'prepared'
	OR EXISTS (SELECT 1 FROM `payment_parts` WHERE `payment_id` = NEW.`payment_id` AND `payer` = NEW.`payer` AND `pool_id` = NEW.`pool_id`)
BEGIN
	SELECT RAISE(ABORT, 'payment: its parts come with it');
END;
--> statement-breakpoint
CREATE TRIGGER `payment_parts_are_never_changed` BEFORE UPDATE ON `payment_parts`
BEGIN
	SELECT RAISE(ABORT, 'payment: its parts come with it');
END;
--> statement-breakpoint
CREATE TRIGGER `payment_parts_are_never_removed` BEFORE DELETE ON `payment_parts`
BEGIN
	SELECT RAISE(ABORT, 'payment: its parts come with it');
END;
--> statement-breakpoint
CREATE TRIGGER `remittances_are_only_settled` BEFORE UPDATE ON `remittances`
WHEN OLD.`state` <> 'open' OR NEW.`revision` IS NOT OLD.`revision` + 1 OR NEW.`id` IS NOT OLD.`id` OR NEW.`number` IS NOT OLD.`number` OR NEW.`batch_id` IS NOT OLD.`batch_id` OR NEW.`payments` IS NOT OLD.`payments`
	OR NEW.`total_fen` IS NOT OLD.`total_fen` OR NEW.`sha256` IS NOT OLD.`sha256` OR NEW.`created_by` IS NOT OLD.`created_by` OR NEW.`created_at` IS NOT OLD.`created_at`
BEGIN
	SELECT RAISE(ABORT, 'a list that went to the bank stays');
END;
--> statement-breakpoint
CREATE TRIGGER `remittances_are_never_removed` BEFORE DELETE ON `remittances`
BEGIN
	SELECT RAISE(ABORT, 'a list that went to the bank stays');
END;
--> statement-breakpoint
CREATE TRIGGER `payment_steps_are_never_changed` BEFORE UPDATE ON `payment_steps`
BEGIN
	SELECT RAISE(ABORT, 'what the bank answered stays');
END;
--> statement-breakpoint
CREATE TRIGGER `payment_steps_are_never_removed` BEFORE DELETE ON `payment_steps`
BEGIN
	SELECT RAISE(ABORT, 'what the bank answered stays');
END;
--> statement-breakpoint
CREATE TRIGGER `reconciliations_are_never_changed` BEFORE UPDATE ON `reconciliations`
BEGIN
	SELECT RAISE(ABORT, 'what was found stays');
END;
--> statement-breakpoint
CREATE TRIGGER `reconciliations_are_never_removed` BEFORE DELETE ON `reconciliations`
BEGIN
	SELECT RAISE(ABORT, 'what was found stays');
END;
