FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json ./
# The embedded database is for a single machine; a container uses DATABASE_URL.
RUN npm ci --omit=dev && npm cache clean --force
COPY tsconfig.json ./
COPY src ./src
COPY db ./db
COPY workers ./workers
USER node
EXPOSE 3000
CMD ["node", "--import", "tsx", "src/server.ts"]
