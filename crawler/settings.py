"""Scrapy's settings for every walk; `scrapy list` and `scrapy crawl source` read them through scrapy.cfg.

Politeness does not hang on these numbers: turns between requests are taken at the download handler (`crawler.handler`).
"""

BOT_NAME = "fangzhi"
SPIDER_MODULES = ["crawler.spiders.walker"]  # the other one walks a TimeMap, and needs a job for that
USER_AGENT = "fangzhi"
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

DOWNLOAD_HANDLERS = {
    "http": "crawler.handler.WireHandler",
    "https": "crawler.handler.WireHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.capture.CaptureMiddleware": 950,
    "crawler.replay.ReplayMiddleware": 900,
    "crawler.politeness.PatientRetryMiddleware": 550,
    "crawler.politeness.RobotsMiddleware": 100,
    # What the four above stand for, and what has no place here.
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    # A challenge reloads itself by meta refresh: following it would be to play along.
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    # Every outcome is the walker's to judge, and no page tells another site where we came from.
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    # It drops a long address without a word; no page goes missing in silence.
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
}
EXTENSIONS = {
    # Consoles through which others could reach in; and what would only count or log.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.corestats.CoreStats": None,
    "scrapy.extensions.logcount.LogCount": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
}
HTTPCACHE_ENABLED = True
HTTPCACHE_STORAGE = "crawler.replay.ArchiveStorage"

REFERER_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    # What any WARC reader can undo in fifty years; brotli and zstd are not asked for.
    "Accept-Encoding": "gzip, deflate",
}

CONCURRENT_REQUESTS = 12  # what is on its way at a kill -9 is asked twice: of 1,500 pages fewer than 1 %
CONCURRENT_ITEMS = 1  # Scrapy makes so many tasks for each page; a walk has no items
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False  # a cut body is kept as what it is, then asked for again
REDIRECT_MAX_TIMES = 6
RETRY_TIMES = 2
RETRY_HTTP_CODES = [429, 500, 502, 503, 504, 522, 524, 408]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # in the order of the lists: newest first

COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPPROXY_ENABLED = False
STATS_DUMP = False
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"  # what a walk did is in the archive, counted from there
DOWNLOADER_STATS = False
WARN_ON_GENERATOR_RETURN_VALUE = False  # it reads the spider's source again for every page
LOG_LEVEL = "ERROR"
LOG_VERSIONS: list[str] = []
