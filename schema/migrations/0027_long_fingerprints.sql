-- The fingerprint of a track longer than a minute is larger than a B-tree entry may be. It is only ever looked up whole.

drop index if exists analysis_frame_manifests_fingerprint_idx;
create index if not exists analysis_frame_manifests_fingerprint_idx on analysis_frame_manifests using hash (fingerprint);
