# nginx with its RTMP module, for the service stream of compose.stream.yml.
FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends nginx-light libnginx-mod-rtmp \
  && rm -rf /var/lib/apt/lists/* /etc/nginx/sites-enabled/*
CMD ["nginx", "-c", "/stream/nginx.conf", "-e", "stderr", "-g", "daemon off;"]
