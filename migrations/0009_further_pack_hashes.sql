-- The hashes of a pack's rows in the domains that have no column of their own, as one JSON object.

ALTER TABLE pack_activations ADD COLUMN further_pack_hashes text;

-- down
ALTER TABLE pack_activations DROP COLUMN further_pack_hashes;
