#!/usr/bin/env bash
# Runs one fuzzer for a while over a corpus that is kept in the build tree and grows there.
#   usage: tests/fuzz/run_fuzzer.sh BINARY CORPUS_DIR
# FINANCESCR_TEST_ALL=1 runs it for 60 seconds instead of 10. An input that fails is left beside
# the corpus (CORPUS_DIR.crash-...); run BINARY with it to see it again.
set -euo pipefail
binary=$1
corpus=$2
seconds=10
if [[ "${FINANCESCR_TEST_ALL-}" == 1 ]]; then seconds=60; fi
max_bytes=4096
mkdir -p "$corpus"

# seed NAME TEXT: TEXT is a printf format.
seed() {
  # shellcheck disable=SC2059 # the text is the format, for its escapes
  printf -- "$2" >"$corpus/seed_$1"
}

# seed_list FORMAT FILE...: a fixture of tests/fixtures/import, behind the byte of its format.
seed_list() {
  local byte=$1 name
  shift
  name=$(basename "$1")
  printf "\\x0$byte" >"$corpus/seed_$name"
  cat "${@/#/$(dirname "${BASH_SOURCE[0]}")/../fixtures/import/}" >>"$corpus/seed_$name"
}

case "$(basename "$binary")" in
  json_fuzz)
    seed scalars '[null,true,false,0,-1,0.5,1.25e3,9223372036854775807,"a"]'
    seed object '{"b":[1,{"c":null}],"a":"\\u00e9\\ud83d\\ude00\\n\\"","":{}}'
    seed rounding '[0.1234565,0.12345650000000000000001,9223372036854.775807]'
    seed row '{"entity_id":"W","list_type":"PEP","primary_name":"A","dob":["1961~"]}'
    ;;
  normalise_fuzz)
    seed latin "\\xc3\\x89LISE O'Neill Stra\\xc3\\x9fe Sa\\xca\\xbf\\xc4\\xabd al-Q\\xc4\\x81dir"
    seed scripts '\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd \xd9\x85\xd8\xad\xd9\x85\xd8\xaf \xe7\x8e\x8b'
    seed company 'Acme L.L.C. Trading S.A. 61398'
    seed marks 'Zoe\xcc\x88 \xef\xbc\xb7\xef\xbc\xa1 \xff\xc0\x80'
    ;;
  pack_fuzz)
    max_bytes=512
    seed header '\x0c\x00\x01\xff\xff\xff\xff'
    seed table '\x40\x00\x01\x0b\x00\x00\x00\x28\x00\x00\x00'
    seed rows '\x00\x02\x01\x00\x00\x00\x00\x01\x00\x00\x00'
    seed whole '\x00\x00\x00FSCRPACK\x01\x00\x00\x00\x00\x00\x00\x00\x40'
    ;;
  csv_fuzz)
    seed plain '\x00a,b\r\nc,"d ""e""\nf"\n'
    seed semicolon '\x01a;"b;c"\n;;\n'
    seed open '\x00a,"b\nc,d\n'
    seed mark '\x00\xef\xbb\xbfa,b\n\x1a'
    ;;
  date_fuzz)
    seed day '1961-03-07'
    seed about '1961-03~'
    seed range '1958/1963'
    seed number '-12.3456785e3'
    ;;
  importers_fuzz)
    max_bytes=16384
    seed_list 0 ofac-sdn-csv/sdn.csv
    nulls='-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-'
    seed sdn_alt "\\x001,A,$nulls,DOB 1961.\\n=\\n1,2,aka,C,-0-\\n=\\n1,2,-0-,-0-,Cuba,-0-"
    seed_list 1 ofac-advanced-xml/sdn_advanced.xml
    seed_list 2 un-xml/consolidated.xml
    seed_list 3 uk-conlist-csv/ConList.csv
    seed_list 4 eu-fsf-csv/full.csv
    seed_list 5 us-csl-csv/consolidated.csv
    seed_list 6 ftm-jsonl/entities.ftm.json
    seed_list 7 watchlist-jsonl/watchlist.jsonl
    seed un_small '\x02<L><ENTITY><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME></ENTITY></L>'
    seed csl_small '\x05_id,source,name,ids\n1,X (SDN) - Treasury,A B,"MX, 1, Passport"\n'
    seed uk_small '\x03Last Updated\nName 6,Group ID,DOB\nA,1,00/00/1961\n'
    ;;
  request_reader_fuzz)
    head='HTTP/1.1\r\nHost: a\r\n'
    seed get "1GET /a?b $head\r\nHEAD / HTTP/1.0\r\n\r\n"
    seed length "2POST /p ${head}Content-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n"
    head+='Transfer-Encoding: chunked\r\n'
    seed chunked "3POST /c $head\r\n3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n"
    ;;
esac

exec "$binary" -max_total_time="$seconds" -max_len="$max_bytes" -timeout=10 -rss_limit_mb=1024 \
  -print_final_stats=1 -artifact_prefix="$corpus." "$corpus"
