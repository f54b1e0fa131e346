import { devices } from "../session/devices";
import { sessions } from "../session/session";
import { api, take } from "./client";

interface Credentials {
  email: string;
  password: string;
}

export async function logIn({ email, password }: Credentials): Promise<void> {
  const address = email.trim();
  const device = devices.of(address);
  const body = { email: address, password, ...(device !== null && { device }) };
  const answer = await take(api.POST("/auth/login", { body }));
  devices.keep(address, answer.device);
  sessions.start(answer.access_token, answer.expires_in);
}

export async function signUp({ name, email, password }: Credentials & { name: string }): Promise<void> {
  await take(api.POST("/auth/signup", { body: { name: name.trim(), email: email.trim(), password } }));
  await logIn({ email, password });
}
