/** Deploy-time settings, from /config.json: read once. */
export interface Settings {
  region: string;
  userPoolClientId: string;
  cognitoEndpoint: string;
  companyName: string;
  stage: string;
}

let loading: Promise<Settings> | undefined;

/** The deployment's settings; a failed read is tried again at the next call. */
export function settings(): Promise<Settings> {
  loading ??= read().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function read(): Promise<Settings> {
  const response = await fetch("/config.json", { cache: "no-cache" });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as Settings;
}
