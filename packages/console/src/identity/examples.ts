/** How a host's server signs who a visitor is, by language; `docs/identity.md` shows the same. */
const KID = 'KID';
export const SECRET_NAME = 'UNDERSTUDY_IDENTITY_SECRET';

export const EXAMPLES = [
  {
    name: 'Node',
    code: `import { signIdentity } from '@understudy/widget/server';

const token = await signIdentity({
  secret: process.env.${SECRET_NAME},
  kid: '${KID}',
  user: {
    user_id: user.id,
    email: user.email,
    name: user.name,
    account_id: user.companyId,
    traits: { plan: user.plan },
  },
});`,
  },
  {
    name: 'Python',
    code: `import os, time
import jwt  # PyJWT

now = int(time.time())
token = jwt.encode(
    {
        "sub": str(user.id),
        "email": user.email,
        "name": user.name,
        "account_id": str(user.company_id),
        "traits": {"plan": user.plan},
        "iat": now,
        "exp": now + 300,
    },
    os.environ["${SECRET_NAME}"],
    algorithm="HS256",
    headers={"kid": "${KID}"},
)`,
  },
  {
    name: 'PHP',
    code: `use Firebase\\JWT\\JWT; // firebase/php-jwt

$token = JWT::encode([
    'sub' => (string) $user->id,
    'email' => $user->email,
    'name' => $user->name,
    'account_id' => (string) $user->company_id,
    'traits' => ['plan' => $user->plan],
    'iat' => time(),
    'exp' => time() + 300,
], getenv('${SECRET_NAME}'), 'HS256', '${KID}');`,
  },
  {
    name: 'Ruby',
    code: `require "jwt"

now = Time.now.to_i
token = JWT.encode(
  {
    sub: user.id.to_s,
    email: user.email,
    name: user.name,
    account_id: user.company_id.to_s,
    traits: { plan: user.plan },
    iat: now,
    exp: now + 300
  },
  ENV.fetch("${SECRET_NAME}"), "HS256", { kid: "${KID}" }
)`,
  },
  {
    name: 'Go',
    code: `import "github.com/golang-jwt/jwt/v5"

now := time.Now().Unix()
t := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
	"sub":        user.ID,
	"email":      user.Email,
	"name":       user.Name,
	"account_id": user.CompanyID,
	"traits":     map[string]any{"plan": user.Plan},
	"iat":        now,
	"exp":        now + 300,
})
t.Header["kid"] = "${KID}"
token, err := t.SignedString([]byte(os.Getenv("${SECRET_NAME}")))`,
  },
  {
    name: 'Java',
    code: `// com.auth0:java-jwt
Instant now = Instant.now();
String token = JWT.create()
    .withKeyId("${KID}")
    .withSubject(user.getId())
    .withClaim("email", user.getEmail())
    .withClaim("name", user.getName())
    .withClaim("account_id", user.getCompanyId())
    .withClaim("traits", Map.of("plan", user.getPlan()))
    .withIssuedAt(now)
    .withExpiresAt(now.plusSeconds(300))
    .sign(Algorithm.HMAC256(System.getenv("${SECRET_NAME}")));`,
  },
] as const;

/** With the id of a key in it. */
export function exampleFor(name: string, kid: string): string {
  return (EXAMPLES.find((example) => example.name === name)?.code ?? '').replaceAll(KID, () => kid);
}

export const pageExample = `understudy('identify', {
  getToken: () => fetch('/understudy-token').then((response) => response.text()),
});`;
