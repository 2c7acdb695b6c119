/** An endpoint that is probed, as lists show it. */
export type Watched = { endpointKey: string; endpoint: string };
