/**
 * Version of the snapshot's layout, and of what the numbers in it mean (features, weights): older ones are passed over.
 * A door of its own, since it is all that a server's main thread needs of the engine.
 */
export const SNAPSHOT_FORMAT = 5;
