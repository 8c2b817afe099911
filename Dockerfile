FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src ./src
COPY db ./db
COPY workers ./workers
RUN node src/launch/build.mjs dist

FROM node:24-bookworm-slim AS program
ENV NODE_ENV=production
WORKDIR /app
# The compiled program contains every package that a container needs, except this one with native code.
COPY --from=build /app/node_modules/@node-rs ./node_modules/@node-rs
COPY --from=build /app/dist ./dist
# An empty volume takes the owner of the folder that it covers.
RUN install -d -o node -g node /keys/api /keys/worker /backups /files /stream /streams
USER node
EXPOSE 3000
CMD ["node", "dist/server.cjs"]

# The worker of docs/examples/compose.stream.yml: it cuts recordings.
FROM program AS recorder
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*
USER node

# The image of all other services. Builds of it leave out the stage above.
FROM program
