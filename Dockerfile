# Two stages: the build has the toolchain, the run has the binary and what it reads.
# Each step is one that scripts/setup and scripts/run do too.
FROM swift:6.3-bookworm AS build
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libsqlite3-dev libcrypt-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
RUN swift build -c release --product samverkan --static-swift-stdlib \
 && cp "$(swift build -c release --static-swift-stdlib --show-bin-path)/samverkan" /samverkan

FROM debian:bookworm-slim
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends libsqlite3-0 libcrypt1 \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir -p /var/lib/samverkan && chown 10001:10001 /var/lib/samverkan
COPY --from=build /samverkan /usr/local/bin/samverkan
COPY config /etc/samverkan
COPY migrations /usr/local/share/samverkan/migrations
ENV SAMVERKAN_DATABASE=/var/lib/samverkan/samverkan.sqlite \
    SAMVERKAN_MIGRATIONS=/usr/local/share/samverkan/migrations \
    SAMVERKAN_LISTEN=0.0.0.0:8080
USER 10001:10001
VOLUME /var/lib/samverkan
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s CMD ["samverkan", "health", "--listen", "127.0.0.1:8080"]
# An address that others reach needs a proxy that adds TLS: name it in SAMVERKAN_TRUSTED_PROXIES.
ENTRYPOINT ["samverkan"]
CMD ["serve", "--config", "/etc/samverkan/samverkan.json"]
