# Financescr in a container: a builder, the server, and nginx in front of it. docs/DEPLOYMENT.md
# says how they are run. Packages are those of cmake/shell/packages.sh.

FROM debian:bookworm-slim AS packages
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
ENV DEBIAN_FRONTEND=noninteractive
COPY cmake/shell/packages.sh /packages.sh

FROM packages AS build
RUN source /packages.sh \
 && apt-get update \
 && apt-get install -y --no-install-recommends "${run_packages[@]}" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY CMakeLists.txt ./
COPY cmake cmake
COPY engine engine
COPY functions functions
COPY datagen datagen
COPY migrations migrations
COPY native_server native_server
RUN cmake -S . -B /build -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=g++ \
      -DFINANCESCR_TESTS=OFF \
 && cmake --build /build --target financescr \
 && strip /build/native_server/financescr

# The reverse proxy, with Debian's nginx and the settings that the tests run.
FROM packages AS web
RUN source /packages.sh \
 && apt-get update \
 && apt-get install -y --no-install-recommends "${web_packages[@]}" \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10002 --no-create-home --shell /usr/sbin/nologin web \
 && install -d -o web -g web -m 0700 /run/financescr
COPY deploy/nginx /etc/financescr/nginx
USER 10002:10002
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/nginx"]
STOPSIGNAL SIGQUIT
ENTRYPOINT ["nginx", "-p", "/run/financescr", "-c", "/etc/financescr/nginx/nginx.conf"]
CMD ["-g", "daemon off;"]

# The server; last, so that `docker build .` makes it.
FROM packages AS server
RUN source /packages.sh \
 && apt-get update \
 && apt-get install -y --no-install-recommends "${image_packages[@]}" \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin financescr \
 && install -d -o financescr -g financescr -m 0700 /var/lib/financescr
COPY --from=build /build/native_server/financescr /usr/local/bin/financescr
# /data holds the packs and is mounted read-only; /var/lib/financescr the keys and audit anchors.
ENV FINANCESCR_DATA_DIR=/data \
    FINANCESCR_STATE_DIR=/var/lib/financescr \
    PORT=8000
VOLUME /var/lib/financescr
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["financescr", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["financescr"]
CMD ["serve", "--host", "0.0.0.0"]
