import { devices } from "../session/devices";
import { sessions } from "../session/session";
import { api, take } from "./client";

interface Credentials {
  email: string;
  password: string;
}

/** `code`: of the second factor; empty for who has none. */
export async function logIn({ email, password, code = "" }: Credentials & { code?: string }): Promise<void> {
  const address = email.trim();
  const device = devices.of(address);
  const body = { email: address, password, ...(code !== "" && { code }), ...(device !== null && { device }) };
  const answer = await take(api.POST("/auth/login", { body }));
  devices.keep(address, answer.device);
  sessions.start(answer.access_token, answer.expires_in);
}

export async function signUp({ name, email, password }: Credentials & { name: string }): Promise<void> {
  await take(api.POST("/auth/signup", { body: { name: name.trim(), email: email.trim(), password } }));
  await logIn({ email, password });
}
