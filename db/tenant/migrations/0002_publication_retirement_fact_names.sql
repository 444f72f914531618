ALTER TABLE `facts` ADD `former_keys` text DEFAULT '[]' NOT NULL CONSTRAINT "facts_former_keys" CHECK(CASE WHEN json_valid("former_keys") THEN json_type("former_keys") = 'array' ELSE 0 END);
--> statement-breakpoint
ALTER TABLE `facts` ADD `revision` integer DEFAULT 1 NOT NULL CONSTRAINT "facts_revision" CHECK("revision" = CAST("revision" AS INTEGER) AND "revision" BETWEEN 1 AND 1000000000000);
--> statement-breakpoint
ALTER TABLE `policies` ADD `canonical` text CONSTRAINT "policies_canonical" CHECK("canonical" IS NULL OR ("state" <> 'draft' AND CASE WHEN json_valid("canonical") THEN json_type("canonical") = 'object' ELSE 0 END));
--> statement-breakpoint
ALTER TABLE `policies` ADD `publication` text CONSTRAINT "policies_publication" CHECK("publication" IS NULL OR ("state" <> 'draft' AND CASE WHEN json_valid("publication") THEN json_type("publication") = 'object' ELSE 0 END));
--> statement-breakpoint
ALTER TABLE `policies` ADD `retirement` text CONSTRAINT "policies_retirement" CHECK("retirement" IS NULL OR ("state" = 'retired' AND CASE WHEN json_valid("retirement") THEN json_type("retirement") = 'object' ELSE 0 END));
--> statement-breakpoint
CREATE TRIGGER `policies_decisions_never_change` BEFORE UPDATE ON `policies`
WHEN OLD.`state` <> 'draft' AND (NEW.`canonical` IS NOT OLD.`canonical` OR NEW.`publication` IS NOT OLD.`publication` OR (OLD.`state` = 'retired' AND NEW.`retirement` IS NOT OLD.`retirement`))
BEGIN
	SELECT RAISE(ABORT, 'a published version never changes');
END;
--> statement-breakpoint
ALTER TABLE `standards` ADD `canonical` text CONSTRAINT "standards_canonical" CHECK("canonical" IS NULL OR ("state" <> 'draft' AND CASE WHEN json_valid("canonical") THEN json_type("canonical") = 'object' ELSE 0 END));
--> statement-breakpoint
ALTER TABLE `standards` ADD `publication` text CONSTRAINT "standards_publication" CHECK("publication" IS NULL OR ("state" <> 'draft' AND CASE WHEN json_valid("publication") THEN json_type("publication") = 'object' ELSE 0 END));
--> statement-breakpoint
ALTER TABLE `standards` ADD `retirement` text CONSTRAINT "standards_retirement" CHECK("retirement" IS NULL OR ("state" = 'retired' AND CASE WHEN json_valid("retirement") THEN json_type("retirement") = 'object' ELSE 0 END));
--> statement-breakpoint
CREATE TRIGGER `standards_decisions_never_change` BEFORE UPDATE ON `standards`
WHEN OLD.`state` <> 'draft' AND (NEW.`canonical` IS NOT OLD.`canonical` OR NEW.`publication` IS NOT OLD.`publication` OR (OLD.`state` = 'retired' AND NEW.`retirement` IS NOT OLD.`retirement`))
BEGIN
	SELECT RAISE(ABORT, 'a published version never changes');
END;
