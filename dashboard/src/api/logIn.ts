import { sessions } from "../session/session";
import { api, take } from "./client";

interface Credentials {
  email: string;
  password: string;
}

export async function logIn({ email, password }: Credentials): Promise<void> {
  const answer = await take(api.POST("/auth/login", { body: { email: email.trim(), password } }));
  sessions.start(answer.access_token, answer.expires_in);
}

export async function signUp({ name, email, password }: Credentials & { name: string }): Promise<void> {
  await take(api.POST("/auth/signup", { body: { name: name.trim(), email: email.trim(), password } }));
  await logIn({ email, password });
}
