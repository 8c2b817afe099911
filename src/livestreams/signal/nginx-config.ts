/**
 * Ports, folders and addresses of an nginx that takes publishers. Folders exist and belong to its workers.
 */
export type NginxSetup = {
  /** Account of the workers, such as `www-data`; null is the default of nginx. Only root can set it. */
  user: string | null;
  /** Path of the RTMP module, such as `modules/ngx_rtmp_module.so`. */
  module: string;
  /** Address of each listener, such as `1935` or `127.0.0.1:1935`. */
  rtmp: string;
  http: string;
  control: string;
  /** Folder of the log and of the pictures. */
  folder: string;
  /** Folder of the recordings, one file for each take; null records nothing. */
  recordings: string | null;
  /** File of the process id, as the service manager expects it. */
  pid: string;
  /** Further sites of the same nginx, such as `/etc/nginx/conf.d/*.conf`; null for none. */
  sites: string | null;
  /** Address of this program as nginx reaches it, without TLS. */
  program: string;
  secret: string;
};

/** Length of a fragment in seconds. A publisher sends a key frame as often. */
export const FRAGMENT_S = 2;

/** Each take is a file, named by the stream and the second of its begin. The name never comes twice. */
const record = ({ recordings, program, secret }: NginxSetup): string =>
  recordings === null
    ? "      record off;\n"
    : `      record all;
      record_path ${recordings};
      record_unique on;
      record_suffix .flv;
      on_record_done ${program}/callbacks/streams/nginx/recorded?secret=${secret};
`;

/**
 * Returns the configuration of nginx for livestreams. It names no `on_update`: nginx would cut off a
 * publisher whenever this program does not answer, such as while it restarts. One worker process has all
 * publishers, so that the control address finds each. The master process must run: it starts the one that
 * deletes old pictures.
 */
export const nginxConfig = (setup: NginxSetup): string => `# Written by: npm run stream -- config
load_module ${setup.module};
${setup.user === null ? "" : `user ${setup.user};\n`}worker_processes 1;
pid ${setup.pid};
error_log ${setup.folder}/error.log;
events { worker_connections 1024; }

rtmp {
  server {
    listen ${setup.rtmp};
    # A phone that changes its network leaves a connection behind. It must not hold the name.
    timeout 15s;
    drop_idle_publisher 10s;
    application live {
      live on;
${record(setup)}      allow publish all;
      deny play all;
      # Each event has one address. A publisher whom the program refuses is cut off.
      on_publish ${setup.program}/callbacks/streams/nginx/publish?secret=${setup.secret};
      on_publish_done ${setup.program}/callbacks/streams/nginx/unpublish?secret=${setup.secret};
      hls on;
      hls_path ${setup.folder}/hls;
      hls_fragment ${FRAGMENT_S}s;
      hls_playlist_length ${6 * FRAGMENT_S}s;
      # Names by the wall clock never come twice, so no cache shows an old picture.
      hls_fragment_naming system;
      hls_cleanup on;
    }
  }
}

http {
  access_log off;
  client_body_temp_path ${setup.folder}/body;
  proxy_temp_path ${setup.folder}/proxy;
  fastcgi_temp_path ${setup.folder}/fastcgi;
  uwsgi_temp_path ${setup.folder}/uwsgi;
  scgi_temp_path ${setup.folder}/scgi;
  server {
    listen ${setup.http};
    # The pages of the program play what stands here. Put TLS in front of it.
    location /hls {
      root ${setup.folder};
      types { application/vnd.apple.mpegurl m3u8; video/mp2t ts; }
      add_header Cache-Control no-cache;
      add_header Access-Control-Allow-Origin * always;
    }
  }
  server {
    # Let no stranger reach it: whoever does can cut publishers off.
    listen ${setup.control};
    location /control { rtmp_control all; }
  }
  ${setup.sites ? `include ${setup.sites};` : "# no further sites"}
}
`;
