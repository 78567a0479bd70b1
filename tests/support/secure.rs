//! A relay on the loopback that speaks TLS, and the authority that vouches for it, or does not: both made anew for each test.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, date_time_ymd};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

/// Who vouches for relays.
pub struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

/// When a certificate is good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Good {
    Now,
    /// It was, until 2015.
    Once,
}

impl Authority {
    pub fn named(name: &str) -> Authority {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        let pem = params.self_signed(&key).expect("a certificate").pem();
        Authority { pem, issuer: Issuer::new(params, key) }
    }

    /// Its certificate in a file, for `mail.trusted`.
    pub fn file(&self, folder: &Path) -> PathBuf {
        let path = folder.join("authority.pem");
        std::fs::write(&path, &self.pem).expect("a file");
        path
    }

    /// A relay's side of TLS, with a certificate for this name.
    fn vouch(&self, name: &str, good: Good) -> Arc<ServerConfig> {
        let key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::new(vec![name.to_owned()]).expect("a name");
        if good == Good::Once {
            params.not_before = date_time_ymd(2014, 1, 1);
            params.not_after = date_time_ymd(2015, 1, 1);
        }
        let certificate = params.signed_by(&key, &self.issuer).expect("a certificate");
        let secret = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], secret);
        Arc::new(config.expect("a certificate and its key"))
    }
}

/// How the talk becomes a secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begins {
    /// STARTTLS.
    InTheClear,
    /// STARTTLS, and words of somebody in between come with the answer to it, in one piece.
    InTheClearWithGuests,
    /// From the first byte.
    Secret,
    /// It stays in the clear: no STARTTLS is offered.
    NeverSecret,
}

/// How a relay is set up.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The host in its certificate.
    pub name: &'static str,
    pub good: Good,
    pub begins: Begins,
    /// The mechanisms in its answer to EHLO once the talk is secret; none asks for no login.
    pub login: Option<&'static str>,
}

impl Default for Setting {
    fn default() -> Setting {
        Setting { name: "localhost", good: Good::Now, begins: Begins::InTheClear, login: None }
    }
}

/// Whoever logs in must be `office` with this password.
pub const PASSWORD: &str = "four steps";

#[derive(Clone)]
pub struct SecureRelay {
    pub port: u16,
    setting: Setting,
    tls: Arc<ServerConfig>,
    heard: Arc<Mutex<Heard>>,
}

/// What the relay heard, all connections together.
#[derive(Clone, Default, Debug)]
pub struct Heard {
    /// Lines in the clear.
    pub clear: Vec<String>,
    /// Lines in secret, without messages.
    pub secret: Vec<String>,
    /// Recipients of messages that came in whole.
    pub taken: Vec<String>,
}

impl SecureRelay {
    pub fn open(authority: &Authority, setting: Setting) -> SecureRelay {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let tls = authority.vouch(setting.name, setting.good);
        let relay = SecureRelay { port, setting, tls, heard: Arc::default() };
        let shared = relay.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let relay = shared.clone();
                // A client that turns away is what many stories are about.
                std::thread::spawn(move || drop(relay.serve(stream)));
            }
        });
        relay
    }

    /// `smtp://` or `smtps://`, with a login where there is a password.
    pub fn url(&self, password: Option<&str>) -> String {
        let scheme = if self.setting.begins == Begins::Secret { "smtps" } else { "smtp" };
        let login = password.map(|p| format!("office:{}@", p.replace(' ', "%20"))).unwrap_or_default();
        format!("{scheme}://{login}localhost:{}", self.port)
    }

    pub fn heard(&self) -> Heard {
        self.heard.lock().expect("the relay").clone()
    }

    fn serve(&self, stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        if self.setting.begins == Begins::Secret {
            return self.talk(self.secret(stream)?, "220 relay.test ESMTP\r\n");
        }
        let mut talk = BufReader::new(stream);
        say(&mut talk, "220 relay.test ESMTP\r\n")?;
        while let Some(line) = hear(&mut talk)? {
            self.heard.lock().expect("the relay").clear.push(line.clone());
            match (verb(&line).as_str(), self.setting.begins) {
                ("EHLO", Begins::NeverSecret) => {
                    say(&mut talk, "250-relay.test\r\n250-AUTH PLAIN\r\n250 PIPELINING\r\n")?
                }
                ("EHLO", _) => say(&mut talk, "250-relay.test\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n")?,
                ("STARTTLS", Begins::InTheClearWithGuests) => {
                    let words = "220 go on\r\n250-relay.test\r\n250-SIZE 1\r\n250 AUTH PLAIN\r\n";
                    say(&mut talk, words)?;
                    return self.talk(self.secret(talk.into_inner())?, "");
                }
                ("STARTTLS", Begins::InTheClear) => {
                    say(&mut talk, "220 go on\r\n")?;
                    return self.talk(self.secret(talk.into_inner())?, "");
                }
                _ => say(&mut talk, "502 not in the clear\r\n")?,
            }
        }
        Ok(())
    }

    fn secret(&self, stream: TcpStream) -> std::io::Result<BufReader<StreamOwned<ServerConnection, TcpStream>>> {
        let connection = ServerConnection::new(self.tls.clone()).map_err(std::io::Error::other)?;
        Ok(BufReader::new(StreamOwned::new(connection, stream)))
    }

    fn talk<S: Read + Write>(&self, mut talk: BufReader<S>, greeting: &str) -> std::io::Result<()> {
        say(&mut talk, greeting)?;
        let mut to = String::new();
        while let Some(line) = hear(&mut talk)? {
            self.heard.lock().expect("the relay").secret.push(line.clone());
            let reply = match verb(&line).as_str() {
                "EHLO" => match self.setting.login {
                    Some(mechanisms) => format!("250-relay.test\r\n250-AUTH {mechanisms}\r\n250 PIPELINING"),
                    None => "250-relay.test\r\n250 PIPELINING".to_owned(),
                },
                "AUTH" => self.log_in(&mut talk, &line)?.to_owned(),
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    "250 2.1.5 ok".to_owned()
                }
                "DATA" => {
                    say(&mut talk, "354 go on\r\n")?;
                    while hear(&mut talk)?.is_some_and(|line| line != ".") {}
                    self.heard.lock().expect("the relay").taken.push(to.clone());
                    "250 2.0.0 taken".to_owned()
                }
                "QUIT" => return say(&mut talk, "221 bye\r\n"),
                _ => "250 ok".to_owned(),
            };
            say(&mut talk, &format!("{reply}\r\n"))?;
        }
        Ok(())
    }

    /// AUTH PLAIN in one line, AUTH LOGIN in three.
    fn log_in<S: Read + Write>(&self, talk: &mut BufReader<S>, line: &str) -> std::io::Result<&'static str> {
        let plain = STANDARD.encode(format!("\0office\0{PASSWORD}"));
        let right = if line.starts_with("AUTH LOGIN") {
            say(talk, "334 VXNlcm5hbWU6\r\n")?;
            let user = hear(talk)?;
            say(talk, "334 UGFzc3dvcmQ6\r\n")?;
            let password = hear(talk)?;
            (user, password) == (Some(STANDARD.encode("office")), Some(STANDARD.encode(PASSWORD)))
        } else {
            line == format!("AUTH PLAIN {plain}")
        };
        Ok(if right { "235 2.7.0 welcome" } else { "535 5.7.8 wrong user or password" })
    }
}

fn verb(line: &str) -> String {
    line.split(' ').next().unwrap_or_default().to_uppercase()
}

fn say<S: Read + Write>(talk: &mut BufReader<S>, words: &str) -> std::io::Result<()> {
    talk.get_mut().write_all(words.as_bytes())?;
    talk.get_mut().flush()
}

fn hear<S: Read>(talk: &mut BufReader<S>) -> std::io::Result<Option<String>> {
    let mut line = String::new();
    let read = talk.read_line(&mut line)?;
    Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}
