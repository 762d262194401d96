// The host with a handler that does nothing, to be measured with wrk: docs/PERFORMANCE.md.
//   service_http_bench PORT SECONDS [THREADS [REACTORS]]
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "tests/service/http/test_server.hpp"

int main(int argc, char** argv) {
  namespace service_test = financescr::service_test;
  if (argc < 3) return 2;
  financescr::pistache::Options options;
  options.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
  if (argc > 3) options.threads = static_cast<std::size_t>(std::atoi(argv[3]));
  if (argc > 4) options.reactors = static_cast<std::size_t>(std::atoi(argv[4]));
  service_test::TestServer server(options);
  std::printf("http://127.0.0.1:%d/token/x, %zu KB resident\n", server.port(),
              service_test::resident_bytes() >> 10U);
  std::fflush(stdout);
  std::this_thread::sleep_for(std::chrono::seconds(std::atoi(argv[2])));
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const double cpu_us = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
                        static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
  const int answered = server.probe.handled;
  std::printf("%d answered, %.1f us of processor time each, %zu KB resident\n", answered,
              cpu_us / std::max(answered, 1), service_test::resident_bytes() >> 10U);
  return server.server.stop() ? 0 : 1;
}
